package io.orderchannel.agreement;

import faas.events.CloudEvent;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.RecordUpdate;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrders;
import io.orderchannel.channel.slots.application.CancellationRequest;
import io.orderchannel.channel.slots.application.ChangeAssignment;
import io.orderchannel.channel.slots.application.ConfirmSlot;
import io.orderchannel.channel.slots.application.HoldSlot;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.NotifyPartner;
import io.orderchannel.channel.slots.application.Pace;
import io.orderchannel.channel.slots.application.PartnerNotification;
import io.orderchannel.channel.slots.application.PlacedOrder;
import io.orderchannel.channel.slots.application.ReleaseRanOut;
import io.orderchannel.channel.slots.application.ReleaseSlot;
import io.orderchannel.channel.slots.application.ReserveSlot;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.application.StoreRejection;
import io.orderchannel.channel.slots.application.TakeSlots;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The functions of the Channel context, over ports that fail and that others' calls come between. */
final class ChannelSide {

    /** Fewer than there are orders. */
    static final int CAPACITY = 3;

    static final Duration HOLD = Duration.ofSeconds(30);

    private final Invocations invocations;
    private final Outbox outbox;
    private final Consumer<Assignment.Held> timers;
    private final SlotCodec codec = new SlotCodec();
    private final Pace pace;
    private final AssignOrders assignOrders;
    private final AnswerCancellation answerCancellation;
    private final ManageSlot manageSlot;
    private final ReleaseRanOut releaseRanOut;
    private final RecordUpdate recordUpdate;

    ChannelSide(
            StorePorts perfect,
            Consumer<PartnerNotification> notifications,
            Consumer<Assignment.Held> timers,
            Invocations invocations,
            Outbox outbox,
            Clock clock) {
        this.invocations = invocations;
        this.outbox = outbox;
        this.timers = timers;
        this.pace = new Pace() {
            @Override
            public boolean mayGoOn() {
                return !invocations.fault(40);
            }

            @Override
            public boolean pauseAfter(int attempts) {
                invocations.pause();
                return mayGoOn();
            }
        };
        StorePorts store = unreliable(perfect);
        NotifyPartner notifyPartner = notification -> invocations.call(
                "call NotifyPartner for " + notification.assignmentId().value(), () -> {
                    notifications.accept(notification);
                    return "accepted";
                });
        Capacity capacity = new Capacity(CAPACITY);
        Capacities capacities = new Capacities(Map.of(
                Channel.STORE, capacity,
                Channel.COURIER, capacity,
                Channel.LOCKER, capacity,
                Channel.MARKETPLACE, capacity));
        this.releaseRanOut = new ReleaseRanOut(store.ranOut(), store.assignments(), store.changes(), clock);
        this.assignOrders =
                new AssignOrders(store.slots(), store.rejections(), releaseRanOut, notifyPartner, capacities, clock);
        this.answerCancellation = new AnswerCancellation(store.assignments(), store.changes(), clock);
        this.manageSlot = new ManageSlot(
                new ReserveSlot(
                        store.holds(), store.assignments(), store.changes(), releaseRanOut, capacities, HOLD, clock),
                new ConfirmSlot(store.assignments(), store.changes(), notifyPartner, clock),
                new ReleaseSlot(store.assignments(), store.changes()));
        this.recordUpdate = new RecordUpdate(store.receipts(), store.assignments(), store.changes(), clock);
    }

    /**
     * The messages of this batch that are done with. What a batch tells of one order is done in this sequence: placed,
     * then to be cancelled.
     */
    List<CloudEvent> assignOrder(List<CloudEvent> batch) {
        List<PlacedOrder> placed = new ArrayList<>();
        for (CloudEvent message : batch) {
            if (message.data() instanceof OrderEvent.Placed event) {
                placed.add(PlacedOrder.of(message, event));
            }
        }
        Map<OrderId, AssignOrders.Outcome> outcomes = placed.isEmpty() ? Map.of() : assignOrders.assign(placed, pace);
        List<CloudEvent> done = new ArrayList<>();
        for (CloudEvent message : batch) {
            boolean isDone = message.data() instanceof OrderEvent.CancellationRequested(OrderSnapshot order)
                    ? answer(CancellationRequest.of(message, order))
                    : switch (outcomes.get(new OrderId(message.subject()))) {
                        case AssignOrders.Outcome.Assigned _,
                                AssignOrders.Outcome.Rejected _,
                                AssignOrders.Outcome.AlreadyDecided _ -> true;
                        case AssignOrders.Outcome.OutOfTime _,
                                AssignOrders.Outcome.Failed _,
                                AssignOrders.Outcome.NotNotified _ -> false;
                        case null -> false;
                    };
            if (isDone) {
                done.add(message);
            }
        }
        return done;
    }

    private boolean answer(CancellationRequest order) {
        try {
            return switch (answerCancellation.answer(order, pace)) {
                case AnswerCancellation.Outcome.Answered _, AnswerCancellation.Outcome.AnsweredBefore _ -> true;
                case AnswerCancellation.Outcome.OutOfTime _ -> false;
            };
        } catch (IllegalStateException _) {
            return false;
        }
    }

    /** The reply to a command, both as they are on the wire. */
    String manageSlot(String command) {
        return switch (manageSlot.carryOut(codec.decodeCommand(command), pace)) {
            case SlotOutcome.Replied replied -> codec.encode(replied.reply());
            case SlotOutcome.OutOfTime _ -> throw new IllegalStateException("ManageSlot: no time left");
        };
    }

    /** Whether the record is done with. */
    boolean releaseExpiredReservation(OrderId orderId) {
        return switch (releaseRanOut.release(orderId, pace)) {
            case ReleaseRanOut.Outcome.Released _, ReleaseRanOut.Outcome.NotHeld _, ReleaseRanOut.Outcome.StillHeld _ ->
                true;
            case ReleaseRanOut.Outcome.OutOfTime _ -> false;
        };
    }

    RecordUpdate.Result recordPartnerUpdate(PartnerUpdate update) {
        return recordUpdate.record(update, pace);
    }

    private StorePorts unreliable(StorePorts store) {
        return new StorePorts(
                (slots, capacity, wanted) -> invocations.call("take slots and store ASSIGNED v1 " + ids(wanted), () -> {
                    if (invocations.fault(20)) {
                        return new TakeSlots.Result.NotTaken(TakeSlots.SlotsProblem.CONTENDED, Map.of(), Set.of());
                    }
                    TakeSlots.Result result = store.slots().take(slots, capacity, wanted);
                    if (result instanceof TakeSlots.Result.Taken) {
                        wanted.forEach(one -> stored(one.assignment(), Optional.of(one.event())));
                    }
                    return result;
                }),
                (rejection, event) -> invocations.call("store " + rejection.id().value() + " REJECTED v1", () -> {
                    if (invocations.fault(20)) {
                        return new StoreRejection.Result.Contended();
                    }
                    StoreRejection.Result result = store.rejections().reject(rejection, event);
                    if (result instanceof StoreRejection.Result.Stored) {
                        stored(rejection, Optional.of(event));
                    }
                    return result;
                }),
                (held, capacity, context) ->
                        invocations.call("take a slot and store " + held.id().value() + " HELD v1", () -> {
                            if (invocations.fault(20)) {
                                return HoldSlot.Result.CONTENDED;
                            }
                            HoldSlot.Result result = store.holds().hold(held, capacity, context);
                            if (result == HoldSlot.Result.HELD) {
                                stored(held, Optional.empty());
                                timers.accept(held);
                            }
                            return result;
                        }),
                orderId -> invocations.call(
                        "read assignment-" + orderId.value(),
                        () -> store.assignments().find(orderId)),
                change -> invocations.call(
                        "store " + change.after().id().value() + " " + Trace.brief(change.after()), () -> {
                            if (invocations.fault(20)) {
                                return ChangeAssignment.Result.CONTENDED;
                            }
                            ChangeAssignment.Result result = store.changes().change(change);
                            if (result == ChangeAssignment.Result.STORED) {
                                stored(change.after(), change.event());
                            }
                            return result;
                        }),
                (slots, now, most) -> invocations.call(
                        "find reservations that ran out", () -> store.ranOut().find(slots, now, most)),
                webhookId ->
                        invocations.call("read receipt", () -> store.receipts().find(webhookId)));
    }

    private static List<String> ids(List<TakeSlots.NewAssignment> assignments) {
        return assignments.stream().map(one -> one.assignment().id().value()).toList();
    }

    private void stored(Assignment assignment, Optional<CloudEvent> event) {
        outbox.stored(assignment.id().value(), assignment.version().value(), event);
    }
}
