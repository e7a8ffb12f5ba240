package io.orderchannel.agreement;

import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.Outcome;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions of the Channel context, over ports that fail and that others' calls come between. */
final class ChannelSide {

    /** Fewer than there are orders. */
    static final int CAPACITY = 3;

    static final Duration HOLD = Duration.ofSeconds(30);

    private final Invocations invocations;
    private final Outbox outbox;
    private final Consumer<Assignment.Held> timers;
    private final TimeLeft time;
    private final AssignOrder assignOrder;
    private final AnswerCancellation answerCancellation;
    private final ManageSlot manageSlot;
    private final ReleaseExpiredReservations releaseExpiredReservations;
    private final RecordPartnerUpdate recordPartnerUpdate;

    ChannelSide(
            Assignments perfect,
            Consumer<OrderRequest> notifications,
            Consumer<Assignment.Held> timers,
            Invocations invocations,
            Outbox outbox,
            Clock clock) {
        this.invocations = invocations;
        this.outbox = outbox;
        this.timers = timers;
        this.time = new TimeLeft(() -> invocations.fault(40) ? 0 : 60_000, () -> 0, _ -> {
            invocations.pause();
            return true;
        });
        Assignments assignments = unreliable(perfect);
        io.orderchannel.channel.slots.application.Partner partner = order ->
                invocations.call("call NotifyPartner for " + order.orderId().assignmentId(), () -> {
                    notifications.accept(order);
                    return "accepted";
                });
        Capacities capacities = new Capacities(Map.of(
                Channel.STORE,
                CAPACITY,
                Channel.COURIER,
                CAPACITY,
                Channel.LOCKER,
                CAPACITY,
                Channel.MARKETPLACE,
                CAPACITY));
        this.assignOrder = new AssignOrder(assignments, partner, capacities, clock);
        this.answerCancellation = new AnswerCancellation(assignments, clock);
        this.manageSlot = new ManageSlot(assignments, partner, capacities, HOLD, clock);
        this.releaseExpiredReservations = new ReleaseExpiredReservations(assignments, clock);
        this.recordPartnerUpdate = new RecordPartnerUpdate(assignments, clock);
    }

    /**
     * The messages of this batch that are done with. What a batch tells of one order is done in this sequence: placed,
     * then to be cancelled.
     */
    List<CloudEvent> assignOrder(List<CloudEvent> batch) {
        List<OrderRequest> placed = batch.stream()
                .filter(message -> !isCancellation(message))
                .map(ChannelSide::request)
                .toList();
        Map<OrderId, Outcome> outcomes = placed.isEmpty() ? Map.of() : assignOrder.assign(placed, time);
        List<CloudEvent> done = new ArrayList<>();
        for (CloudEvent message : batch) {
            boolean isDone = isCancellation(message)
                    ? answer(request(message))
                    : isDone(outcomes.get(new OrderId(message.subject())));
            if (isDone) {
                done.add(message);
            }
        }
        return done;
    }

    private static boolean isCancellation(CloudEvent message) {
        return message.type() == OrderEventType.CANCELLING;
    }

    private static OrderRequest request(CloudEvent message) {
        return OrderRequest.of((OrderSnapshot) message.data(), message.id(), EventContext.causedBy(message));
    }

    private static boolean isDone(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided _, Outcome.DecidedBefore _ -> true;
            case Outcome.OutOfTime _, Outcome.Failed _ -> false;
            case null -> false;
        };
    }

    private boolean answer(OrderRequest order) {
        try {
            return isDone(answerCancellation.answer(order, time));
        } catch (IllegalStateException _) {
            return false;
        }
    }

    /** The reply to a command, both as they are on the wire. */
    String manageSlot(String command) {
        return switch (manageSlot.carryOut(SlotCodec.decodeCommand(command), time)) {
            case SlotOutcome.Replied replied -> SlotCodec.encode(replied.reply());
            case SlotOutcome.OutOfTime _ -> throw new IllegalStateException("ManageSlot: no time left");
        };
    }

    /** Whether the record is done with. */
    boolean releaseExpiredReservation(OrderId orderId) {
        return !(releaseExpiredReservations.release(orderId, time)
                instanceof ReleaseExpiredReservations.Outcome.OutOfTime);
    }

    RecordPartnerUpdate.Result recordPartnerUpdate(PartnerUpdate update) {
        return recordPartnerUpdate.record(update, time);
    }

    private Assignments unreliable(Assignments perfect) {
        return new ForwardingAssignments(perfect) {
            @Override
            public Optional<Assignment> find(OrderId orderId) {
                return invocations.call("read " + orderId.assignmentId(), () -> super.find(orderId));
            }

            @Override
            public Optional<Receipt> findReceipt(String webhookId) {
                return invocations.call("read receipt", () -> super.findReceipt(webhookId));
            }

            @Override
            public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
                return invocations.call("find reservations that ran out", () -> super.findRanOut(slots, now, most));
            }

            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                return invocations.call("take slots and store ASSIGNED v1 " + ids(changes), () -> {
                    if (invocations.fault(20)) {
                        return Optional.of(new NotTaken(false, Map.of(), Set.of()));
                    }
                    Optional<NotTaken> notTaken = super.take(slots, capacity, changes);
                    if (notTaken.isEmpty()) {
                        changes.forEach(change -> stored(change.after(), change.event()));
                    }
                    return notTaken;
                });
            }

            @Override
            public Hold hold(Assignment.Held held, int capacity, EventContext context) {
                return invocations.call("take a slot and store " + held.id() + " HELD v1", () -> {
                    if (invocations.fault(20)) {
                        return Hold.CONFLICT;
                    }
                    Hold result = super.hold(held, capacity, context);
                    if (result == Hold.HELD) {
                        stored(held, Optional.empty());
                        timers.accept(held);
                    }
                    return result;
                });
            }

            @Override
            public boolean change(Change change) {
                return invocations.call("store " + change.after().id() + " " + Trace.brief(change.after()), () -> {
                    boolean stored = !invocations.fault(20) && super.change(change);
                    if (stored) {
                        stored(change.after(), change.event());
                    }
                    return stored;
                });
            }
        };
    }

    private static List<String> ids(List<Change> changes) {
        return changes.stream().map(change -> change.after().id()).toList();
    }

    private void stored(Assignment assignment, Optional<CloudEvent> event) {
        outbox.stored(assignment.id(), assignment.version(), event);
    }
}
