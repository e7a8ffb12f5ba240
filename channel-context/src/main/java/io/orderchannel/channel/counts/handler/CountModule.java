package io.orderchannel.channel.counts.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.batch.EventMessages;
import faas.kit.env.Environment;
import io.orderchannel.channel.counts.adapter.dynamodb.DynamoDbEventCounts;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.events.order.OrderEventFormat;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts together the function that counts orders' events. */
final class CountModule {

    private CountModule() {}

    static CountOrderEvents countOrderEvents() {
        Environment environment = Environment.ofThisProcess("CountOrderEvents");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        environment.check();
        return new CountOrderEvents(
                new DynamoDbEventCounts(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value()),
                new EventCodec(new OrderEventFormat()),
                Clock.systemUTC());
    }

    static EventMessages orderEvents() {
        return new EventMessages(new EventCodec(new OrderEventFormat()));
    }
}
