package io.orderchannel.infra.construct;

import io.orderchannel.infra.policy.PolicyException;
import io.orderchannel.infra.policy.PolicyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/**
 * A context's table, paid per request, with a stream of old and new images: the outbox that the relay reads.
 */
public final class StreamedTable extends Construct {
    private final Table table;
    private final String streamArn;
    private final List<String> readers = new ArrayList<>();

    public StreamedTable(Construct scope, String id, String tableName, String partitionKey, RemovalPolicy removal) {
        super(scope, id);
        table = Table.Builder.create(this, "Table")
                .tableName(tableName)
                .partitionKey(Attribute.builder()
                        .name(partitionKey)
                        .type(AttributeType.STRING)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .removalPolicy(removal)
                .build();
        streamArn = Objects.requireNonNull(table.getTableStreamArn(), "a table declared with a stream has its ARN");
    }

    public String tableName() {
        return table.getTableName();
    }

    public String tableArn() {
        return table.getTableArn();
    }

    String streamArn() {
        return streamArn;
    }

    /** Called by each trigger that reads this table's stream, so that one too many is refused. */
    void addReader(String construct) {
        readers.add(construct);
        PolicyException.throwIfAny(PolicyRules.ofStreamReaders(getNode().getId(), List.copyOf(readers)));
    }
}
