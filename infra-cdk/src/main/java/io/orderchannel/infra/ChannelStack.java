package io.orderchannel.infra;

import faas.infra.construct.AsyncFunction;
import faas.infra.construct.EventTopic;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.RequestFunction;
import faas.infra.construct.ScheduledFunction;
import faas.infra.construct.StreamFunction;
import faas.infra.construct.StreamedTable;
import faas.infra.construct.SubscribedQueue;
import faas.infra.construct.TopicFunction;
import faas.infra.construct.WebhookFunction;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.ChannelPolicies;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.ExpressOrders;
import faas.infra.policy.PayoutPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.SparseIndex;
import faas.infra.policy.Stage;
import faas.infra.policy.StreamFilter;
import faas.infra.policy.TableLayout;
import io.orderchannel.channel.counts.handler.CountOrderEventsHandler;
import io.orderchannel.channel.partner.handler.NotifyPartnerHandler;
import io.orderchannel.channel.partner.handler.RecordPartnerUpdateHandler;
import io.orderchannel.channel.payouts.handler.DrainPayoutsHandler;
import io.orderchannel.channel.payouts.handler.MeasurePayoutLagHandler;
import io.orderchannel.channel.slots.handler.AssignOrderHandler;
import io.orderchannel.channel.slots.handler.ManageSlotHandler;
import io.orderchannel.channel.slots.handler.PublishChannelEventsHandler;
import io.orderchannel.channel.slots.handler.ReleaseExpiredReservationsHandler;
import io.orderchannel.channel.table.ChannelsTable;
import io.orderchannel.events.EventType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The Channel context: its table and its functions. */
final class ChannelStack extends Stack {
    private final Stage stage;
    private final ChannelPolicies policies;
    private final Path functionPackage;
    private final StreamedTable channels;
    private final RequestFunction manageSlot;

    /** @param partnerUrl where the partner takes notices */
    ChannelStack(
            Construct scope,
            String id,
            Stage stage,
            Path functionPackage,
            EventTopic orderEvents,
            EventTopic channelEvents,
            WebhookKeys partnerKeys,
            String partnerUrl) {
        super(scope, id);
        this.stage = stage;
        this.policies = stage.channel();
        this.functionPackage = functionPackage;
        channels = new StreamedTable(
                this,
                "Channels",
                stage.physicalName("channels"),
                TableLayout.of(ChannelsTable.KEY)
                        .withTimeToLive(ChannelsTable.TIME_TO_LIVE)
                        .withIndex(SparseIndex.of(
                                ChannelsTable.RESERVATIONS_INDEX,
                                ChannelsTable.RESERVATIONS_PARTITION_KEY,
                                ChannelsTable.RESERVATIONS_SORT_KEY)),
                stage.removal());
        CfnOutput.Builder.create(this, "ChannelsTableName")
                .value(channels.tableName())
                .build();

        AsyncFunction notifyPartner = partner(partnerKeys, partnerUrl);
        assignments(orderEvents, notifyPartner);
        relay(channelEvents);
        manageSlot = reservations(notifyPartner);
        counts(orderEvents);
        payouts(channelEvents);
    }

    /** The context's request–response interface. */
    RequestFunction manageSlot() {
        return manageSlot;
    }

    private AsyncFunction partner(WebhookKeys keys, String partnerUrl) {
        WebhookFunction recordPartnerUpdate = new WebhookFunction(
                this,
                "RecordPartnerUpdate",
                stage,
                "each call is signed by the Standard Webhooks scheme with a key that only the partner has",
                policies.partnerCalls().recordPartnerUpdate(),
                new FunctionDeclaration<>(
                        functionPackage,
                        RecordPartnerUpdateHandler.class,
                        Map.of("CHANNELS_TABLE", channels.tableName(), "WEBHOOK_SECRET_ARN", keys.arn()),
                        List.of(mayChangeAssignments(), keys.mayRead("checks signatures"))));
        return new AsyncFunction(
                this,
                "NotifyPartner",
                stage,
                policies.partnerCalls().notifyPartner(),
                FunctionDeclaration.raw(
                        functionPackage,
                        NotifyPartnerHandler.class,
                        Map.of("PARTNER_URL", partnerUrl, "CALLBACK_URL", recordPartnerUpdate.url()),
                        List.of()));
    }

    private void assignments(EventTopic orderEvents, AsyncFunction notifyPartner) {
        new QueueFunction(
                this,
                "AssignOrder",
                stage,
                orderEvents,
                // An express order is placed for FulfilExpressOrder; its request for cancellation is answered here.
                ConsumerGroup.of(EventType.ORDER_PLACED, EventType.ORDER_CANCELLATION_REQUESTED)
                        .with(ExpressOrders.NOT),
                policies.assignOrder(),
                new FunctionDeclaration<>(
                                functionPackage,
                                AssignOrderHandler.class,
                                Map.of(
                                        "CHANNELS_TABLE",
                                        channels.tableName(),
                                        "CHANNEL_CAPACITY",
                                        policies.capacity().asVariable()),
                                List.of(mayChangeAssignments(), mayFindRanOut()))
                        .starting("NOTIFY_PARTNER_FUNCTION_ARN", notifyPartner, "tells the partner of an assignment"));
    }

    private void relay(EventTopic channelEvents) {
        new StreamFunction(
                this,
                "PublishChannelEvents",
                stage,
                channels,
                policies.publishChannelEvents(),
                new FunctionDeclaration<>(
                        functionPackage,
                        PublishChannelEventsHandler.class,
                        Map.of("CHANNEL_EVENTS_TOPIC_ARN", channelEvents.topicArn()),
                        List.of(Permission.of(channelEvents.topicArn(), "relays the events", "sns:Publish"))),
                "FAILURE_QUEUE_URL");
    }

    private RequestFunction reservations(AsyncFunction notifyPartner) {
        PolicyException.throwIfAny(PolicyRules.ofReservations("ManageSlot", policies.reservations()));
        new StreamFunction(
                this,
                "ReleaseExpiredReservations",
                stage,
                channels,
                StreamFilter.removed(ChannelsTable.KEY, ChannelsTable.TIMER_PREFIX),
                policies.reservations().releaseExpiredReservations(),
                new FunctionDeclaration<>(
                        functionPackage,
                        ReleaseExpiredReservationsHandler.class,
                        Map.of("CHANNELS_TABLE", channels.tableName()),
                        List.of(mayChangeAssignments())));
        return new RequestFunction(
                this,
                "ManageSlot",
                stage,
                policies.reservations().manageSlot(),
                FunctionDeclaration.raw(
                                functionPackage,
                                ManageSlotHandler.class,
                                Map.of(
                                        "CHANNELS_TABLE",
                                        channels.tableName(),
                                        "CHANNEL_CAPACITY",
                                        policies.capacity().asVariable(),
                                        "HOLD_SECONDS",
                                        Long.toString(
                                                policies.reservations().hold().toSeconds())),
                                List.of(mayChangeAssignments(), mayFindRanOut()))
                        .starting("NOTIFY_PARTNER_FUNCTION_ARN", notifyPartner, "tells the partner of an assignment"));
    }

    private void counts(EventTopic orderEvents) {
        new TopicFunction(
                this,
                "CountOrderEvents",
                stage,
                orderEvents,
                ConsumerGroup.of(
                        EventType.ORDER_PLACED,
                        EventType.ORDER_CONFIRMED,
                        EventType.ORDER_REJECTED,
                        EventType.ORDER_SHIPPED,
                        EventType.ORDER_DELIVERED,
                        EventType.ORDER_CANCELLATION_REQUESTED,
                        EventType.ORDER_CANCELLED),
                policies.countOrderEvents(),
                new FunctionDeclaration<>(
                        functionPackage,
                        CountOrderEventsHandler.class,
                        Map.of("CHANNELS_TABLE", channels.tableName()),
                        List.of(Permission.of(channels.tableArn(), "counts", "dynamodb:UpdateItem"))));
    }

    private void payouts(EventTopic channelEvents) {
        PayoutPolicy payouts = policies.payouts();
        PolicyException.throwIfAny(PolicyRules.ofPayouts("Payouts", payouts));
        SubscribedQueue queue = new SubscribedQueue(
                this, "Payouts", stage, channelEvents, ConsumerGroup.of(EventType.CHANNEL_DELIVERED), payouts.queue());
        AsyncFunction drainPayouts = new AsyncFunction(
                this,
                "DrainPayouts",
                stage,
                payouts.drainPayouts(),
                FunctionDeclaration.raw(
                        functionPackage,
                        DrainPayoutsHandler.class,
                        Map.of("CHANNELS_TABLE", channels.tableName(), "PAYOUT_QUEUE_URL", queue.queueUrl()),
                        List.of(
                                queue.mayDrain("works the queue off"),
                                Permission.of(
                                        channels.tableArn(),
                                        "stores payouts and keeps the claim",
                                        "dynamodb:PutItem",
                                        "dynamodb:UpdateItem"))));
        drainPayouts.startOn(payouts.daily());
        new ScheduledFunction(
                this,
                "MeasurePayoutLag",
                stage,
                payouts.measuring(),
                payouts.measurePayoutLag(),
                new FunctionDeclaration<>(
                                functionPackage,
                                MeasurePayoutLagHandler.class,
                                Map.of(
                                        "CHANNELS_TABLE",
                                        channels.tableName(),
                                        "PAYOUT_QUEUE_URL",
                                        queue.queueUrl(),
                                        "PAYOUT_START_BACKLOG",
                                        Integer.toString(payouts.startBacklog()),
                                        "PAYOUT_START_AGE_SECONDS",
                                        Long.toString(payouts.startAge().toSeconds()),
                                        "DRAIN_TIMEOUT_SECONDS",
                                        Long.toString(payouts.drainPayouts()
                                                .compute()
                                                .timeout()
                                                .toSeconds())),
                                List.of(
                                        queue.mayMeasure("measures the lag"),
                                        Permission.of(
                                                channels.tableArn(),
                                                "keeps the lag's item and takes the claim",
                                                "dynamodb:UpdateItem")))
                        .starting("DRAIN_PAYOUTS_FUNCTION_ARN", drainPayouts, "starts a drain when it is worth one"));
    }

    /** Whoever takes a slot of a full channel looks first whether one is held that ran out. */
    private Permission mayFindRanOut() {
        return channels.mayQuery(ChannelsTable.RESERVATIONS_INDEX, "finds reservations that ran out");
    }

    /** Reads an assignment, and changes it with its slot in one transaction. */
    private Permission mayChangeAssignments() {
        return Permission.of(
                channels.tableArn(),
                "reads assignments, and changes them with their slots",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem");
    }
}
