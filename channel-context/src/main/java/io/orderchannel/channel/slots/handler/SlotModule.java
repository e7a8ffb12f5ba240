package io.orderchannel.channel.slots.handler;

import faas.events.EventCodec;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.SnsEventPublisher;
import faas.kit.relay.SqsFailureQueue;
import io.orderchannel.channel.slots.adapter.dynamodb.DynamoDbAssignments;
import io.orderchannel.channel.slots.adapter.lambda.LambdaPartner;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.Partner;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.order.OrderEventFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts together the functions about slots: what each one needs and nothing that only another one does. */
final class SlotModule {
    /** Ticks in milliseconds, which is what events and items keep. */
    private static final Clock CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));

    private SlotModule() {}

    static AssignOrderHandler.UseCases assignOrder() {
        Environment environment = Environment.ofThisProcess("AssignOrder");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<Capacities> capacities = environment.parsed("CHANNEL_CAPACITY", CapacityVariable::parse);
        Environment.Variable<String> notifyPartnerArn = environment.text("NOTIFY_PARTNER_FUNCTION_ARN");
        environment.check();
        Assignments assignments = assignments(table);
        return new AssignOrderHandler.UseCases(
                new AssignOrder(assignments, partner(notifyPartnerArn), capacities.value(), CLOCK),
                new AnswerCancellation(assignments, CLOCK));
    }

    static EventCodec orderEvents() {
        return new EventCodec(new OrderEventFormat());
    }

    static ManageSlot manageSlot() {
        Environment environment = Environment.ofThisProcess("ManageSlot");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        Environment.Variable<Capacities> capacities = environment.parsed("CHANNEL_CAPACITY", CapacityVariable::parse);
        Environment.Variable<Integer> holdSeconds = environment.number("HOLD_SECONDS", 1, 3_600);
        Environment.Variable<String> notifyPartnerArn = environment.text("NOTIFY_PARTNER_FUNCTION_ARN");
        environment.check();
        return new ManageSlot(
                assignments(table),
                partner(notifyPartnerArn),
                capacities.value(),
                Duration.ofSeconds(holdSeconds.value()),
                CLOCK);
    }

    static ReleaseExpiredReservations releaseExpiredReservations() {
        Environment environment = Environment.ofThisProcess("ReleaseExpiredReservations");
        Environment.Variable<String> table = environment.text("CHANNELS_TABLE");
        environment.check();
        return new ReleaseExpiredReservations(assignments(table), CLOCK);
    }

    private static Assignments assignments(Environment.Variable<String> table) {
        return new DynamoDbAssignments(
                AwsClients.ofThisProcess(DynamoDbClient.builder()),
                table.value(),
                () -> UUID.randomUUID().toString());
    }

    private static Partner partner(Environment.Variable<String> functionArn) {
        return new LambdaPartner(AwsClients.ofThisProcess(LambdaClient.builder()), functionArn.value());
    }

    static OutboxRelay relay() {
        Environment environment = Environment.ofThisProcess("PublishChannelEvents");
        Environment.Variable<String> topicArn = environment.text("CHANNEL_EVENTS_TOPIC_ARN");
        Environment.Variable<String> failureQueueUrl = environment.text("FAILURE_QUEUE_URL");
        environment.check();
        return new OutboxRelay(
                new EventCodec(new ChannelEventFormat()),
                new SnsEventPublisher(AwsClients.ofThisProcess(SnsClient.builder()), topicArn.value()),
                new SqsFailureQueue(() -> AwsClients.ofThisProcess(SqsClient.builder()), failureQueueUrl.value()));
    }
}
