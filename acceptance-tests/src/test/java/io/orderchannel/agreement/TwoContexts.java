package io.orderchannel.agreement;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.MovableClock;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Both contexts with all that stands between them: relays, topics, queues, the synchronous call, the timers of
 * reservations, the partner and the clock. What is delivered comes in any sequence, late, and at least once.
 */
final class TwoContexts {

    private static final int ORDERS = 5;
    private static final Instant MORNING = Instant.parse("2026-03-01T06:00:00Z");

    /** Invocations at the same time, not counting the synchronous calls among them. */
    private static final int CONCURRENCY = 6;

    private static final Set<OrderState> UNSETTLED = EnumSet.of(OrderState.PLACED, OrderState.CANCELLING);

    /** Runs of the clock by which every order is settled: it asks, and nothing fails any more. */
    private static final int ROUNDS = 3;

    /** Steps by which everything is delivered, with a wide margin. */
    private static final int STEPS_TO_REST = 20_000;

    private final Random random;
    private final Trace trace;
    private final Invocations invocations;
    private final List<OrderId> ids;
    private final Orders orders;
    private final Assignments assignments;
    private final OrderSide orderSide;
    private final ChannelSide channelSide;
    private final Partner partner;
    private final EventCodec codec = new EventCodec(new OrderEventFormat(), new ChannelEventFormat());
    private final MovableClock clock = new MovableClock(MORNING);
    private final Outbox outbox = new Outbox();
    private final WorkQueue assignOrder = new WorkQueue(
            "AssignOrder",
            event -> (event.type() == OrderEventType.PLACED && !isExpress(event))
                    || event.type() == OrderEventType.CANCELLING);
    private final WorkQueue fulfilExpressOrder =
            new WorkQueue("FulfilExpressOrder", event -> event.type() == OrderEventType.PLACED && isExpress(event));
    private final WorkQueue applyChannelOutcome =
            new WorkQueue("ApplyChannelOutcome", event -> event.source().equals("/channel"));
    private final List<OrderRequest> notifications = new ArrayList<>();
    private final List<Assignment.Held> timers = new ArrayList<>();
    private boolean comingToRest;

    /** What goes on by itself until everything is at rest. */
    private final List<Runnable> underWay = List.of(
            this::anInvocationGoesOn,
            this::relay,
            this::deliverToAssignOrder,
            this::deliverToFulfilExpressOrder,
            this::deliverToApplyChannelOutcome,
            this::notifyPartner,
            this::partnerReports,
            this::timerEnds);

    /** What happens in this run, repeated by its frequency: each thing is frequent in some runs and rare in others. */
    private final List<Runnable> happening = new ArrayList<>();

    /**
     * A function's queue, with the filter policy that infra-cdk declares for its subscription. Messages are as they are
     * on the wire.
     */
    private record WorkQueue(String function, Predicate<CloudEvent> filter, List<String> messages) {
        private WorkQueue(String function, Predicate<CloudEvent> filter) {
            this(function, filter, new ArrayList<>());
        }
    }

    TwoContexts(long seed, Trace trace, Orders orders, Assignments assignments) {
        this.random = new Random(seed);
        this.trace = trace;
        this.orders = orders;
        this.assignments = assignments;
        this.invocations = new Invocations(random, trace);
        this.partner = new Partner(random, invocations);
        this.orderSide = new OrderSide(orders, this::manageSlot, invocations, outbox, clock);
        this.channelSide = new ChannelSide(assignments, notifications::add, timers::add, invocations, outbox, clock);
        this.ids = IntStream.range(0, ORDERS)
                .mapToObj(i -> OrderId.of(OrderSide.CUSTOMER, key(i)))
                .toList();
        happening.addAll(Collections.nCopies(6, this::anInvocationGoesOn));
        for (Runnable action : List.<Runnable>of(this::placeOrder, this::timePasses, this::expireStaleOrders)) {
            happening.addAll(Collections.nCopies(1 + random.nextInt(3), action));
        }
        for (Runnable action : underWay) {
            happening.addAll(Collections.nCopies(random.nextInt(5), action));
        }
        for (int i = 0; i < ORDERS; i++) {
            trace.name(ids.get(i).value(), String.valueOf(i));
        }
    }

    /** Anything that can happen. */
    void somethingHappens() {
        oneOf(happening);
    }

    /**
     * Nothing fails any more, everything is delivered, and the clock asks until every order is settled.
     *
     * @return whether every order is
     */
    boolean comesToRest() {
        invocations.endFaults();
        comingToRest = true;
        trace.add(() -> "nothing fails any more");
        for (int round = 0; round < ROUNDS; round++) {
            deliverEverything();
            if (orders().stream().map(Order::state).noneMatch(UNSETTLED::contains)) {
                return true;
            }
            advance(OrderSide.STALE_AFTER);
            expireStaleOrders();
        }
        return false;
    }

    /** The orders that were placed. */
    List<Order> orders() {
        return ids.stream().map(id -> orders.find(id)).flatMap(Optional::stream).toList();
    }

    Optional<Assignment> assignmentOf(Order order) {
        return assignments.find(
                new io.orderchannel.channel.slots.domain.OrderId(order.id().value()));
    }

    Set<String> handedOver() {
        return partner.handedOver();
    }

    private void deliverEverything() {
        for (int step = 0; isAnythingInFlight(); step++) {
            if (step == STEPS_TO_REST) {
                throw new AssertionError("not at rest after " + step + " steps: " + this);
            }
            oneOf(underWay);
        }
    }

    private boolean isAnythingInFlight() {
        return invocations.running() > 0
                || !outbox.unpublished().isEmpty()
                || !assignOrder.messages().isEmpty()
                || !fulfilExpressOrder.messages().isEmpty()
                || !applyChannelOutcome.messages().isEmpty()
                || !notifications.isEmpty()
                || !timers.isEmpty()
                || partner.waits();
    }

    private void oneOf(List<Runnable> actions) {
        if (invocations.running() < CONCURRENCY) {
            actions.get(random.nextInt(actions.size())).run();
        } else {
            anInvocationGoesOn();
        }
    }

    private void anInvocationGoesOn() {
        if (invocations.running() > 0) {
            invocations.oneGoesOn();
        }
    }

    /** A customer's request, which has the same key when it comes again. Every second order is an express order. */
    private void placeOrder() {
        int order = random.nextInt(ORDERS);
        invocations.start("PlaceOrder", () -> orderSide.placeOrder(key(order), order % 2 == 0));
    }

    private void expireStaleOrders() {
        invocations.start("ExpireStaleOrders", orderSide::expireStaleOrders);
    }

    private void timePasses() {
        advance(random.nextInt(20) == 0 ? Duration.ofDays(2) : Duration.ofSeconds(random.nextInt(20)));
    }

    private void advance(Duration by) {
        clock.advance(by);
        Instant now = clock.instant();
        trace.add(() -> "it is " + now);
    }

    private void relay() {
        anyOf(outbox.unpublished()).ifPresent(text -> {
            CloudEvent event = codec.decode(text);
            trace.add(() -> event.type().wireName() + " " + event.id() + " is published");
            for (WorkQueue queue : List.of(assignOrder, fulfilExpressOrder, applyChannelOutcome)) {
                if (queue.filter().test(event) && !isLost(event)) {
                    queue.messages().add(text);
                }
            }
            remove(outbox.unpublished(), text);
        });
    }

    /** A request for cancellation and an answer may be lost for good: the clock asks again and is answered again. */
    private boolean isLost(CloudEvent event) {
        return switch (event.type()) {
            case OrderEventType.CANCELLING -> invocations.fault(4);
            case ChannelEventType.RELEASED, ChannelEventType.REJECTED, ChannelEventType.SHIPPED ->
                orders.find(new OrderId(event.subject()))
                                .filter(order -> order.state() == OrderState.CANCELLING)
                                .isPresent()
                        && invocations.fault(2);
            default -> false;
        };
    }

    private void deliverToFulfilExpressOrder() {
        deliver(fulfilExpressOrder, orderSide::fulfilExpressOrder);
    }

    private void deliverToApplyChannelOutcome() {
        deliver(applyChannelOutcome, orderSide::applyChannelOutcome);
    }

    /** Delivers any message, perhaps one that is in work already. It stays in the queue if the function fails. */
    private void deliver(WorkQueue queue, Consumer<CloudEvent> function) {
        anyOf(queue.messages())
                .ifPresent(message -> invocations.start(queue.function(), () -> {
                    function.accept(codec.decode(message));
                    delete(queue, List.of(message));
                }));
    }

    private void deliverToAssignOrder() {
        List<String> batch = assignOrder.messages().stream()
                .filter(_ -> random.nextBoolean())
                .distinct()
                .toList();
        if (!batch.isEmpty()) {
            invocations.start(assignOrder.function(), () -> {
                List<CloudEvent> messages = batch.stream().map(codec::decode).toList();
                delete(
                        assignOrder,
                        channelSide.assignOrder(messages).stream()
                                .map(codec::encode)
                                .toList());
            });
        }
    }

    private void delete(WorkQueue queue, List<String> messages) {
        invocations.call("delete messages", () -> {
            messages.forEach(message -> remove(queue.messages(), message));
            return messages.size();
        });
    }

    /** The synchronous call. It may go on although its caller has given up or crashed. */
    private SlotReply manageSlot(SlotCommand command, Duration atMost) {
        String request = SlotCodec.encode(command);
        AtomicReference<String> reply = new AtomicReference<>();
        Invocations.Invocation call = invocations.start(
                "ManageSlot(" + command.action() + ")", () -> reply.set(channelSide.manageSlot(request)));
        return invocations.call("call ManageSlot(" + command.action() + ")", () -> {
            while (!call.hasEnded() && !invocations.fault(30)) {
                invocations.pause();
            }
            String text = reply.get();
            if (text == null) {
                throw new IllegalStateException("no answer to " + command.action());
            }
            return SlotCodec.decodeReply(text);
        });
    }

    private void notifyPartner() {
        anyOf(notifications).ifPresent(notification -> {
            trace.add(
                    () -> "the partner is notified of " + notification.orderId().assignmentId());
            partner.notify(notification);
            remove(notifications, notification);
        });
    }

    private void partnerReports() {
        partner.report()
                .ifPresent(report -> invocations.start(
                        "RecordPartnerUpdate",
                        () -> partner.answered(report, channelSide.recordPartnerUpdate(report))));
    }

    /** Time-to-live deletes a timer late, never early, and its record may come more than once. */
    private void timerEnds() {
        anyOf(timers).ifPresent(held -> {
            if (comingToRest && clock.instant().isBefore(held.until())) {
                advance(Duration.between(clock.instant(), held.until()));
            }
            if (!clock.instant().isBefore(held.until())) {
                invocations.start("ReleaseExpiredReservations", () -> {
                    if (channelSide.releaseExpiredReservation(held.orderId())) {
                        remove(timers, held);
                    }
                });
            }
        });
    }

    private <T> Optional<T> anyOf(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
    }

    /** What is delivered at least once comes again at times, although it is done with. */
    private <T> void remove(List<T> list, T element) {
        if (!invocations.fault(10)) {
            list.remove(element);
        }
    }

    private static String key(int order) {
        return "order " + order;
    }

    private static boolean isExpress(CloudEvent event) {
        return event.data() instanceof OrderSnapshot order && order.express();
    }

    @Override
    public String toString() {
        return invocations.running() + " invocations, unpublished " + outbox.unpublished() + ", " + assignOrder + ", "
                + fulfilExpressOrder + ", " + applyChannelOutcome + ", " + notifications + ", " + timers;
    }
}
