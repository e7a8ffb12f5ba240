package io.orderchannel.channel.slots.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.batch.EventMessages;
import faas.kit.env.Environment;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.relay.SqsFailureQueue;
import io.orderchannel.channel.slots.adapter.lambda.LambdaNotifyPartner;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.NotifyPartner;
import io.orderchannel.channel.slots.application.ReleaseRanOut;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.order.OrderEventFormat;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts together the functions about slots: what each one needs and nothing that only another one does. */
final class SlotModule {

    private SlotModule() {}

    static AssignOrderHandler.UseCases assignOrder() {
        Environment environment = Environment.ofThisProcess("AssignOrder");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<Capacities> capacities = environment.parsed("CHANNEL_CAPACITY", CapacityVariable::parse);
        Environment.Variable<String> notifyPartnerArn = environment.text("NOTIFY_PARTNER_FUNCTION_ARN");
        environment.check();
        SlotStores stores = stores(table);
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

    private static SlotStores stores(Environment.Variable<String> table) {
        return SlotStores.of(AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value());
    }

    private static NotifyPartner notifyPartner(Environment.Variable<String> functionArn) {
        return new LambdaNotifyPartner(AwsClients.ofThisProcess(LambdaClient.builder()), functionArn.value());
    }

    static OrderMessage.Reader orderMessages() {
        return new OrderMessage.Reader(orderEvents());
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
