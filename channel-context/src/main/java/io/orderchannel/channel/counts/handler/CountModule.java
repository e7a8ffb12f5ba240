package io.orderchannel.channel.counts.handler;

import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import io.orderchannel.channel.counts.adapter.dynamodb.DynamoDbEventCounts;
import io.orderchannel.channel.counts.application.CountOrderEvents;
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
                Clock.systemUTC());
    }
}
