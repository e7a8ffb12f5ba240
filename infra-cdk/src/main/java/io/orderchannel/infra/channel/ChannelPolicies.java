package io.orderchannel.infra.channel;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.SubscribedQueuePolicy;
import io.orderchannel.events.order.Channel;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The policies of the Channel context's functions, and what its channels can take. */
public record ChannelPolicies(
        ChannelCapacity capacity,
        QueueFunctionPolicy assignOrder,
        StreamFunctionPolicy publishChannelEvents,
        AsyncFunctionPolicy countOrderEvents,
        ReservationPolicy reservations,
        PartnerCallPolicy partnerCalls,
        PayoutPolicy payouts) {
    /** Names the address where a production stage's partner takes notices. */
    public static final String PARTNER_URL = "PARTNER_URL";

    /** Every channel but LOCKER takes 10,000 orders a day, and the partner is declared with the system. */
    public static ChannelPolicies demo() {
        return new ChannelPolicies(
                new ChannelCapacity(Map.of(
                        Channel.STORE, 10_000,
                        Channel.COURIER, 10_000,
                        Channel.LOCKER, 100,
                        Channel.MARKETPLACE, 10_000)),
                // A batch is one transaction a channel, so a second's waiting saves invocations and writes.
                QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ofSeconds(1))),
                StreamFunctionPolicy.relay(),
                new AsyncFunctionPolicy(
                        ComputePolicy.generous(),
                        AsyncPolicy.lossy("a count may be a little off"),
                        // One invocation an event, and counting is never urgent: the others are not to wait for it.
                        ScalingPolicy.UNLIMITED.withReservedConcurrency(OptionalInt.of(1))),
                demoReservations(),
                demoPartnerCalls(),
                demoPayouts());
    }

    /**
     * Functions have the sizes of the demo's; the partner is outside, and payouts wait longer. Concurrency is for an
     * account with Lambda's usual 1,000.
     *
     * @param stage name of the stage
     * @param environment holds {@value #PARTNER_URL}
     * @throws IllegalArgumentException where it does not hold an https address
     */
    static ChannelPolicies production(String stage, Map<String, String> environment) {
        URI partner = partner(stage, environment.getOrDefault(PARTNER_URL, ""));
        return demo()
                // Orders of one channel and day change one item, its counter, and two transactions on one item
                // conflict: for four channels, more than 8 batches mostly retry.
                .withAssignOrder(
                        function -> function.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(8))))
                // A count that waits for an execution of its own is dropped after a minute, so it may take any.
                .withCountOrderEvents(function ->
                        function.withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.empty())))
                .withPartnerCalls(calls -> calls.withPartner(partner)
                        // What a partner has to take at a time, and all that it can hold up when it answers late: 10
                        // calls of 1 s are 10 orders a second, and the others wait for up to 6 hours.
                        .withNotifyPartner(notify -> notify.withScaling(
                                        scaling -> scaling.withReservedConcurrency(OptionalInt.of(10)))
                                .withAsync(async -> async.withMaximumEventAge(AsyncPolicy.LONGEST_AGE)))
                        // Anybody can call the URL: a flood takes 20 executions and no more. The partner makes two
                        // calls an order, and repeats one that is answered 429.
                        .withRecordPartnerUpdate(record ->
                                record.withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(20)))))
                .withPayouts(payouts -> payouts.withStart(100, Duration.ofHours(1))
                        .withQueue(queue -> queue.withOldestMessageAge(Duration.ofHours(2))));
    }

    public ChannelPolicies withCapacity(UnaryOperator<ChannelCapacity> change) {
        return new ChannelPolicies(
                change.apply(capacity),
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withAssignOrder(UnaryOperator<QueueFunctionPolicy> change) {
        return new ChannelPolicies(
                capacity,
                change.apply(assignOrder),
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withCountOrderEvents(UnaryOperator<AsyncFunctionPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                change.apply(countOrderEvents),
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withReservations(UnaryOperator<ReservationPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                change.apply(reservations),
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withPartnerCalls(UnaryOperator<PartnerCallPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                change.apply(partnerCalls),
                payouts);
    }

    public ChannelPolicies withPayouts(UnaryOperator<PayoutPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                change.apply(payouts));
    }

    private static ReservationPolicy demoReservations() {
        return new ReservationPolicy(
                // Longer than an express order's message stays hidden, so that its second try finds the slot held.
                Duration.ofSeconds(120),
                new RequestFunctionPolicy(
                        // Somebody waits for the answer.
                        ComputePolicy.generous(Duration.ofSeconds(6)), Duration.ofSeconds(10), ScalingPolicy.UNLIMITED),
                StreamFunctionPolicy.relay());
    }

    private static PartnerCallPolicy demoPartnerCalls() {
        return new PartnerCallPolicy(
                Optional.empty(),
                new AsyncFunctionPolicy(
                        // Longer than the simulated partner may take to answer.
                        ComputePolicy.standard(Duration.ofSeconds(20)),
                        AsyncPolicy.of(2, Duration.ofHours(1)),
                        // Each call holds an invocation of the partner and one of the webhook under it: were all
                        // concurrency spent on the callers, none of them would ever be answered.
                        ScalingPolicy.UNLIMITED.withReservedConcurrency(OptionalInt.of(2))),
                HttpFunctionPolicy.of(ComputePolicy.standard()));
    }

    private static PayoutPolicy demoPayouts() {
        return new PayoutPolicy(
                new SubscribedQueuePolicy(
                        QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)), Duration.ofMinutes(5)),
                100,
                Duration.ofSeconds(5),
                SchedulePolicy.every(Duration.ofMinutes(1)),
                AsyncFunctionPolicy.scheduled("the next measurement is a minute away"),
                SchedulePolicy.dailyAt(LocalTime.of(3, 0)),
                new AsyncFunctionPolicy(
                        ComputePolicy.standard(Duration.ofSeconds(60)),
                        // No retry: the queue still holds what is left, and the next measurement starts another.
                        AsyncPolicy.of(0, Duration.ofMinutes(5)),
                        ScalingPolicy.UNLIMITED));
    }

    private static URI partner(String stage, String url) {
        if (!url.startsWith("https://")) {
            throw new IllegalArgumentException("stage " + stage + ": " + PARTNER_URL + " is '" + url
                    + "': set it to the https address where the partner takes notices");
        }
        return URI.create(url);
    }
}
