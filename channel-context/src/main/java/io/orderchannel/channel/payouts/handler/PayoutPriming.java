package io.orderchannel.channel.payouts.handler;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.kit.aws.AwsClients;
import io.orderchannel.channel.payouts.adapter.dynamodb.DynamoDbPayoutLag;
import io.orderchannel.channel.payouts.adapter.dynamodb.DynamoDbPayouts;
import io.orderchannel.channel.payouts.adapter.lambda.LambdaDrainStarter;
import io.orderchannel.channel.payouts.adapter.sqs.SqsPayoutQueue;
import io.orderchannel.channel.payouts.application.PayoutQueue.Delivered;
import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What the functions that pay do before a snapshot is taken: each step on an example, over clients that send nothing.
 */
final class PayoutPriming {
    private static final String NAME = "priming";
    private static final String QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/000000000000/priming";
    private static final String EMPTY_QUEUE =
            "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"0\",\"ApproximateNumberOfMessagesNotVisible\":\"0\","
                    + "\"ApproximateNumberOfMessagesDelayed\":\"0\"}}";
    private static final String LAG_ITEM =
            "{\"Attributes\":{\"maxLag\":{\"N\":\"0\"},\"emptyAt\":{\"N\":\"0\"},\"claimedUntil\":{\"N\":\"0\"}}}";

    private PayoutPriming() {}

    static void primeMeasurePayoutLag() {
        queue(EMPTY_QUEUE).backlog();
        DynamoDbPayoutLag lag = lag(LAG_ITEM);
        lag.measured(0, Instant.EPOCH);
        lag.reserve(NAME, Instant.EPOCH, Instant.EPOCH);
        new LambdaDrainStarter(AwsClients.forPriming(LambdaClient.builder(), ""), NAME).start(NAME);
    }

    static void primeDrainPayouts() {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        codec.decode(codec.encode(delivered()));
        DynamoDbPayoutLag lag = lag("{}");
        lag.begin(NAME, NAME, Instant.EPOCH, Instant.EPOCH);
        SqsPayoutQueue queue = queue("{}");
        queue.receive();
        new DynamoDbPayouts(AwsClients.forPriming(DynamoDbClient.builder(), "{}"), NAME)
                .store(new Payout(NAME, new OrderId(NAME), Channel.STORE, Instant.EPOCH, NAME), Instant.EPOCH);
        queue.delete(List.of(new Delivered(NAME, NAME, NAME)));
        lag.end(NAME, 0, Optional.of(Instant.EPOCH));
    }

    private static SqsPayoutQueue queue(String answer) {
        return new SqsPayoutQueue(AwsClients.forPriming(SqsClient.builder(), answer), QUEUE_URL);
    }

    private static DynamoDbPayoutLag lag(String answer) {
        return new DynamoDbPayoutLag(AwsClients.forPriming(DynamoDbClient.builder(), answer), NAME);
    }

    private static CloudEvent delivered() {
        return CloudEvent.of(
                new AssignmentSnapshot(
                        NAME,
                        NAME,
                        io.orderchannel.events.order.Channel.STORE,
                        1,
                        ChannelEventType.DELIVERED,
                        LocalDate.EPOCH,
                        null),
                Instant.EPOCH,
                new EventContext("00-00000000000000000000000000000001-0000000000000001-00", NAME, NAME));
    }
}
