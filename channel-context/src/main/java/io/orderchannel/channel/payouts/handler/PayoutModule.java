package io.orderchannel.channel.payouts.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import io.orderchannel.channel.payouts.adapter.dynamodb.DynamoDbPayoutLag;
import io.orderchannel.channel.payouts.adapter.dynamodb.DynamoDbPayouts;
import io.orderchannel.channel.payouts.adapter.lambda.LambdaDrainStarter;
import io.orderchannel.channel.payouts.adapter.sqs.SqsPayoutQueue;
import io.orderchannel.channel.payouts.application.DrainPayouts;
import io.orderchannel.channel.payouts.application.MeasurePayoutLag;
import io.orderchannel.channel.payouts.domain.PayoutPolicy;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts together the functions that pay for delivered orders. */
final class PayoutModule {
    private static final int MOST_SECONDS_OF_A_FUNCTION = 900;
    private static final int SECONDS_OF_A_DAY = 86_400;

    private PayoutModule() {}

    static MeasurePayoutLag measurePayoutLag() {
        Environment environment = Environment.ofThisProcess("MeasurePayoutLag");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<String> queueUrl = environment.text("PAYOUT_QUEUE_URL");
        Environment.Variable<String> drainArn = environment.text("DRAIN_PAYOUTS_FUNCTION_ARN");
        Environment.Variable<Integer> drainSeconds =
                environment.number("DRAIN_TIMEOUT_SECONDS", 1, MOST_SECONDS_OF_A_FUNCTION);
        Environment.Variable<Integer> backlog = environment.number("PAYOUT_START_BACKLOG", 1, Integer.MAX_VALUE);
        Environment.Variable<Integer> ageSeconds = environment.number("PAYOUT_START_AGE_SECONDS", 1, SECONDS_OF_A_DAY);
        environment.check();
        DynamoDbPayoutLag lag =
                new DynamoDbPayoutLag(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value());
        return new MeasurePayoutLag(
                new SqsPayoutQueue(AwsClients.ofThisProcess(SqsClient.builder()), queueUrl.value()),
                lag,
                new LambdaDrainStarter(AwsClients.ofThisProcess(LambdaClient.builder()), drainArn.value()),
                new PayoutPolicy(backlog.value(), Duration.ofSeconds(ageSeconds.value())),
                Duration.ofSeconds(drainSeconds.value()),
                newIds(),
                Clock.systemUTC());
    }

    static DrainPayouts drainPayouts() {
        Environment environment = Environment.ofThisProcess("DrainPayouts");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<String> queueUrl = environment.text("PAYOUT_QUEUE_URL");
        environment.check();
        DynamoDbClient dynamoDb = AwsClients.ofThisProcess(DynamoDbClient.builder());
        return new DrainPayouts(
                new SqsPayoutQueue(AwsClients.ofThisProcess(SqsClient.builder()), queueUrl.value()),
                new DynamoDbPayouts(dynamoDb, table.value()),
                new DynamoDbPayoutLag(dynamoDb, table.value()),
                new EventCodec(new ChannelEventFormat()),
                Clock.systemUTC());
    }

    static Supplier<String> newIds() {
        return () -> UUID.randomUUID().toString();
    }
}
