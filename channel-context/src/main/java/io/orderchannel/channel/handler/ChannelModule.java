package io.orderchannel.channel.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.batch.EventMessages;
import faas.kit.env.Environment;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.relay.SqsFailureQueue;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.adapter.dynamodb.DynamoDbEventCounts;
import io.orderchannel.channel.adapter.lambda.LambdaNotifyPartner;
import io.orderchannel.channel.application.CountOrderEvents;
import io.orderchannel.channel.application.ManageSlot;
import io.orderchannel.channel.application.NotifyPartner;
import io.orderchannel.channel.application.ReleaseRanOut;
import io.orderchannel.channel.domain.Capacities;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.order.OrderEventFormat;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the functions of the context together: what each one needs and nothing that only another one does. */
final class ChannelModule {

    private ChannelModule() {}

    static AssignOrderHandler.UseCases assignOrder() {
        Environment environment = Environment.ofThisProcess("AssignOrder");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<Capacities> capacities = environment.parsed("CHANNEL_CAPACITY", CapacityVariable::parse);
        Environment.Variable<String> notifyPartnerArn = environment.text("NOTIFY_PARTNER_FUNCTION_ARN");
        environment.check();
        ChannelStores stores = stores(table);
        return new AssignOrderHandler.UseCases(
                stores.assignOrders(capacities.value(), notifyPartner(notifyPartnerArn)), stores.answerCancellation());
    }

    static ManageSlot manageSlot() {
        Environment environment = Environment.ofThisProcess("ManageSlot");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<Capacities> capacities = environment.parsed("CHANNEL_CAPACITY", CapacityVariable::parse);
        Environment.Variable<Integer> holdSeconds = environment.number("HOLD_SECONDS", 1, 3_600);
        Environment.Variable<String> notifyPartnerArn = environment.text("NOTIFY_PARTNER_FUNCTION_ARN");
        environment.check();
        return stores(table)
                .manageSlot(
                        capacities.value(), Duration.ofSeconds(holdSeconds.value()), notifyPartner(notifyPartnerArn));
    }

    static ReleaseRanOut releaseRanOut() {
        Environment environment = Environment.ofThisProcess("ReleaseExpiredReservations");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        environment.check();
        return stores(table).releaseRanOut();
    }

    private static ChannelStores stores(Environment.Variable<String> table) {
        return ChannelStores.of(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value());
    }

    private static NotifyPartner notifyPartner(Environment.Variable<String> functionArn) {
        return new LambdaNotifyPartner(AwsClients.ofThisProcess(LambdaClient.builder()), functionArn.value());
    }

    static CountOrderEvents countOrderEvents() {
        Environment environment = Environment.ofThisProcess("CountOrderEvents");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        environment.check();
        return new CountOrderEvents(
                new DynamoDbEventCounts(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value()),
                new EventCodec(new OrderEventFormat()),
                Clock.systemUTC());
    }

    static OrderMessage.Reader orderMessages() {
        return new OrderMessage.Reader(orderEvents());
    }

    /** A transaction takes some tens of milliseconds: those who are in each other's way at one counter soon have room. */
    static FullJitter jitter() {
        return FullJitter.ofSystem(Duration.ofMillis(50), Duration.ofMillis(1_000));
    }

    static OutboxRelay relay() {
        Environment environment = Environment.ofThisProcess("PublishChannelEvents");
        Environment.Variable<String> topicArn = environment.text("CHANNEL_EVENTS_TOPIC_ARN");
        Environment.Variable<String> failureQueueUrl = environment.text("FAILURE_QUEUE_URL");
        environment.check();
        return new OutboxRelay(
                channelEvents(),
                new SnsEventPublisher(AwsClients.ofThisProcess(SnsClient.builder()), topicArn.value()),
                new SqsFailureQueue(() -> AwsClients.ofThisProcess(SqsClient.builder()), failureQueueUrl.value()));
    }

    static EventMessages orderEvents() {
        return new EventMessages(new EventCodec(new OrderEventFormat()));
    }

    static EventMessages channelEvents() {
        return new EventMessages(new EventCodec(new ChannelEventFormat()));
    }
}
