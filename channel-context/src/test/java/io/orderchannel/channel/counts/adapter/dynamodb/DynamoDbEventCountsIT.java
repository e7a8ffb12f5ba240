package io.orderchannel.channel.counts.adapter.dynamodb;

import faas.dynamodblocal.DynamoDbLocal;
import io.orderchannel.channel.counts.application.EventCounts;
import io.orderchannel.channel.counts.application.EventCountsContract;
import io.orderchannel.channel.table.LocalTable;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbEventCountsIT extends EventCountsContract {
    private static DynamoDbLocal local;
    private static LocalTable table;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start();
        table = LocalTable.create(local, "counts");
    }

    @AfterAll
    static void stop() {
        table.close();
        local.close();
    }

    @Override
    protected EventCounts counts() {
        return new DynamoDbEventCounts(table.client(), table.name());
    }

    @Override
    protected int count(LocalDate day, String type) {
        AttributeValue events = table.item("count#" + day + "#" + type).get("events");
        return events == null ? 0 : Integer.parseInt(events.n());
    }
}
