package io.orderchannel.infra.channel;

import faas.infra.StageApp;
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
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
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
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/** The Channel context: its table and its functions. */
final class ChannelStack extends Stack {
    private final Stage stage;
    private final ChannelPolicies policies;
    private final Path functionPackage;
    private final StreamedTable channels;

    ChannelStack(StageApp app) {
        super(app.app(), app.stage().physicalName("channel"));
        stage = app.stage();
        policies = stage.policies(ChannelPolicies.class);
        functionPackage = app.functionPackage("channel-context");
        channels = new StreamedTable(
                app.dataStack("channel", "channels"),
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

        EventTopic orderEvents = app.topic("order");
        EventTopic channelEvents = app.topic("channel");
        AsyncFunction notifyPartner =
                partner(app.shared(WebhookKeys.class, ChannelContext.PARTNER_KEYS), partnerUrl(app));
        assignments(orderEvents, notifyPartner);
        relay(channelEvents);
        app.share(ChannelContext.MANAGE_SLOT, reservations(notifyPartner));
        counts(orderEvents);
        payouts(channelEvents);
    }

    private String partnerUrl(StageApp app) {
        return policies.partnerCalls()
                .partner()
                .map(URI::toString)
                .orElseGet(() -> app.shared(String.class, ChannelContext.PARTNER_URL));
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
                        List.of(
                                mayStoreAssignments(),
                                mayCountSlots(),
                                Permission.of(
                                                channels.tableArn(),
                                                "tells a first call of the partner from others",
                                                "dynamodb:GetItem",
                                                "dynamodb:PutItem")
                                        .onKeys(ChannelsTable.RECEIPT_PREFIX + "*"),
                                keys.mayRead("checks signatures"))));
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
                ConsumerGroup.of(OrderEventType.PLACED, OrderEventType.CANCELLING)
                        .withoutAttribute(OrderSnapshot.EXPRESS),
                policies.assignOrder(),
                new FunctionDeclaration<>(
                                functionPackage,
                                AssignOrderHandler.class,
                                Map.of(
                                        "CHANNELS_TABLE",
                                        channels.tableName(),
                                        "CHANNEL_CAPACITY",
                                        policies.capacity().asVariable()),
                                List.of(mayStoreAssignments(), mayCountSlots(), mayFindRanOut()))
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
        PolicyException.throwIfAny(policies.reservations().violations("ManageSlot"));
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
                        List.of(mayStoreAssignments(), mayCountSlots())));
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
                                List.of(
                                        mayStoreAssignments(),
                                        mayCountSlots(),
                                        Permission.of(
                                                        channels.tableArn(),
                                                        "starts the timer of a reservation",
                                                        "dynamodb:PutItem")
                                                .onKeys(ChannelsTable.TIMER_PREFIX + "*"),
                                        mayFindRanOut()))
                        .starting("NOTIFY_PARTNER_FUNCTION_ARN", notifyPartner, "tells the partner of an assignment"));
    }

    private void counts(EventTopic orderEvents) {
        new TopicFunction(
                this,
                "CountOrderEvents",
                stage,
                orderEvents,
                ConsumerGroup.of(
                        OrderEventType.PLACED,
                        OrderEventType.CONFIRMED,
                        OrderEventType.REJECTED,
                        OrderEventType.SHIPPED,
                        OrderEventType.DELIVERED,
                        OrderEventType.CANCELLING,
                        OrderEventType.CANCELLED),
                policies.countOrderEvents(),
                new FunctionDeclaration<>(
                        functionPackage,
                        CountOrderEventsHandler.class,
                        Map.of("CHANNELS_TABLE", channels.tableName()),
                        List.of(Permission.of(channels.tableArn(), "counts", "dynamodb:UpdateItem")
                                .onKeys(ChannelsTable.COUNT_PREFIX + "*"))));
    }

    private void payouts(EventTopic channelEvents) {
        PayoutPolicy payouts = policies.payouts();
        PolicyException.throwIfAny(payouts.violations("Payouts"));
        SubscribedQueue queue = new SubscribedQueue(
                this, "Payouts", stage, channelEvents, ConsumerGroup.of(ChannelEventType.DELIVERED), payouts.queue());
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
                                Permission.of(channels.tableArn(), "stores payouts", "dynamodb:PutItem")
                                        .onKeys(ChannelsTable.PAYOUT_PREFIX + "*"),
                                Permission.of(channels.tableArn(), "keeps the claim", "dynamodb:UpdateItem")
                                        .onKeys(ChannelsTable.PAYOUT_LAG_KEY))));
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
                                                        "dynamodb:UpdateItem")
                                                .onKeys(ChannelsTable.PAYOUT_LAG_KEY)))
                        .starting("DRAIN_PAYOUTS_FUNCTION_ARN", drainPayouts, "starts a drain when it is worth one"));
    }

    /** Whoever takes a slot of a full channel looks first whether one is held that ran out. */
    private Permission mayFindRanOut() {
        return channels.mayQuery(ChannelsTable.RESERVATIONS_INDEX, "finds reservations that ran out")
                .onKeys(Stream.of(Channel.values())
                        .map(channel -> channel + "#*")
                        .toArray(String[]::new));
    }

    /** Of a transaction, each write needs its own permission. */
    private Permission mayStoreAssignments() {
        return Permission.of(
                        channels.tableArn(), "reads and stores assignments", "dynamodb:GetItem", "dynamodb:PutItem")
                .onKeys(ChannelsTable.ASSIGNMENT_PREFIX + "*");
    }

    private Permission mayCountSlots() {
        return Permission.of(channels.tableArn(), "takes slots and gives them back", "dynamodb:UpdateItem")
                .onKeys(ChannelsTable.SLOTS_PREFIX + "*");
    }
}
