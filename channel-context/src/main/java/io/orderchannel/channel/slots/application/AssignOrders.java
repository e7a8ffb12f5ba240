package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.application.TakeSlots.NewAssignment;
import io.orderchannel.channel.slots.application.TakeSlots.SlotsProblem;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives each of a batch of orders a slot of its channel or rejects it, once however often an order comes.
 *
 * <p>Orders for the same slots are decided together, in one transaction. What stands in the way of one order is kept from the others: an
 * order decided before drops out; where the slots don't suffice for all, or a write fails, each order is tried by itself; where somebody
 * else is in the way the attempt is repeated later, and meanwhile the other orders go on. Before an order is rejected, slots are given back
 * whose reservation ran out.
 *
 * <p>An exception or error while an order is processed becomes the outcome of that order. The caller judges by it
 * whether the process is still usable.
 *
 * <p>Whoever has a slot gets its partner notified, each time the order comes, since an earlier time may have been cut short in between.
 */
public final class AssignOrders {

    /** What became of one order. */
    public sealed interface Outcome {

        /** It has a slot. */
        record Assigned() implements Outcome {}

        /** It has none and gets none. */
        record Rejected(String reason) implements Outcome {}

        /** It was decided before, and that stands. */
        record AlreadyDecided(AssignmentState state) implements Outcome {}

        /** Time was over. Nothing is decided, or its partner was not notified; {@code conflicts} times somebody else was in the way. */
        record OutOfTime(int conflicts) implements Outcome {}

        /** A write failed, and whether it took effect is not known. Trying again is safe. */
        record Failed(Throwable cause) implements Outcome {}

        /** It has a slot, but that its partner will be notified is not known. Trying again is safe. */
        record NotNotified(Throwable cause) implements Outcome {}
    }

    private final TakeSlots slots;
    private final StoreRejection rejections;
    private final ReleaseRanOut releaseRanOut;
    private final NotifyPartner partner;
    private final Capacities capacities;
    private final Changes changes;

    public AssignOrders(
            TakeSlots slots,
            StoreRejection rejections,
            ReleaseRanOut releaseRanOut,
            NotifyPartner partner,
            Capacities capacities,
            Clock clock) {
        this.slots = slots;
        this.rejections = rejections;
        this.releaseRanOut = releaseRanOut;
        this.partner = partner;
        this.capacities = capacities;
        this.changes = new Changes(clock);
    }

    /**
     * Decides about a batch; an order that is in it several times is decided once.
     *
     * @return an outcome for every order of the batch
     */
    public Map<OrderId, Outcome> assign(Collection<PlacedOrder> batch, Pace pace) {
        Worklist worklist = new Worklist(batch);
        while (!worklist.isEmpty()) {
            Work work = worklist.next();
            if (mayAttempt(work, pace)) {
                attempt(work, worklist, pace);
            } else {
                worklist.settle(work.orders(), new Outcome.OutOfTime(work.conflicts()));
            }
        }
        return notified(batch, worklist.outcomes(), pace);
    }

    private Map<OrderId, Outcome> notified(Collection<PlacedOrder> batch, Map<OrderId, Outcome> decided, Pace pace) {
        Map<OrderId, Outcome> outcomes = new LinkedHashMap<>();
        for (PlacedOrder order : batch) {
            outcomes.computeIfAbsent(
                    order.orderId(),
                    orderId -> notified(order, Objects.requireNonNull(decided.get(orderId), orderId::value), pace));
        }
        return outcomes;
    }

    private Outcome notified(PlacedOrder order, Outcome outcome, Pace pace) {
        if (!isAssigned(outcome)) {
            return outcome;
        }
        if (!pace.mayGoOn()) {
            return new Outcome.OutOfTime(0);
        }
        try {
            partner.notify(order.notification(AssignmentId.of(order.orderId())));
            return outcome;
        } catch (Throwable e) {
            return new Outcome.NotNotified(e);
        }
    }

    private static boolean isAssigned(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Assigned _ -> true;
            case Outcome.AlreadyDecided decided -> decided.state() == AssignmentState.ASSIGNED;
            case Outcome.Rejected _, Outcome.OutOfTime _, Outcome.Failed _, Outcome.NotNotified _ -> false;
        };
    }

    private static boolean mayAttempt(Work work, Pace pace) {
        return pace.mayGoOn() && (work.conflicts() == 0 || pace.pauseAfter(work.conflicts()));
    }

    private void attempt(Work work, Worklist worklist, Pace pace) {
        try {
            switch (slots.take(work.slots(), capacity(work), newAssignments(work))) {
                case TakeSlots.Result.Taken() -> worklist.settle(work.orders(), new Outcome.Assigned());
                case TakeSlots.Result.NotTaken notTaken -> goOnWithout(notTaken, work, worklist, pace);
            }
        } catch (Throwable e) {
            // Perhaps one order alone made it fail, and perhaps it took effect all the same: then the orders turn out
            // decided.
            if (work.orders().size() > 1) {
                worklist.addOneByOne(work);
            } else {
                worklist.settle(work.orders(), new Outcome.Failed(e));
            }
        }
    }

    private void goOnWithout(TakeSlots.Result.NotTaken notTaken, Work work, Worklist worklist, Pace pace) {
        List<PlacedOrder> others = new ArrayList<>();
        List<PlacedOrder> contended = new ArrayList<>();
        for (PlacedOrder order : work.orders()) {
            Assignment stored = notTaken.alreadyDecided().get(order.orderId());
            if (stored != null) {
                worklist.settle(List.of(order), new Outcome.AlreadyDecided(stored.state()));
            } else if (notTaken.contended().contains(order.orderId())) {
                contended.add(order);
            } else {
                others.add(order);
            }
        }
        if (!others.isEmpty()) {
            goOn(notTaken.slots(), work, work.only(others), worklist, pace);
        }
        for (PlacedOrder order : contended) {
            worklist.add(work.only(List.of(order)).afterConflict());
        }
    }

    /** With {@code rest}, the part of {@code work} that nothing stands in the way of but the slots. */
    private void goOn(SlotsProblem problem, Work work, Work rest, Worklist worklist, Pace pace) {
        boolean smaller = rest.orders().size() < work.orders().size();
        switch (problem) {
            case NONE -> worklist.add(smaller ? rest : rest.afterConflict());
            case CONTENDED -> worklist.add(rest.afterConflict());
            case TOO_FEW -> {
                if (work.orders().size() > 1) {
                    worklist.addOneByOne(rest);
                } else if (releaseRanOut.makeRoom(work.slots(), pace)) {
                    worklist.add(work.afterConflict());
                } else {
                    reject(work.orders().getFirst(), work, worklist);
                }
            }
        }
    }

    private void reject(PlacedOrder order, Work work, Worklist worklist) {
        Assignment.Rejected rejection = Assignment.reject(order.request(), capacity(work), order.cause());
        CloudEvent event = AssignmentEvents.announcing(rejection, changes.now(), order.context());
        switch (rejections.reject(rejection, event)) {
            case StoreRejection.Result.Stored _ ->
                worklist.settle(work.orders(), new Outcome.Rejected(rejection.reason()));
            case StoreRejection.Result.AlreadyDecided decided ->
                worklist.settle(
                        work.orders(),
                        new Outcome.AlreadyDecided(decided.stored().state()));
            case StoreRejection.Result.Contended _ -> worklist.add(work.afterConflict());
        }
    }

    private List<NewAssignment> newAssignments(Work work) {
        Instant now = changes.now();
        List<NewAssignment> assignments = new ArrayList<>(work.orders().size());
        for (PlacedOrder order : work.orders()) {
            Assignment.Assigned assignment = Assignment.assign(order.request(), order.cause());
            assignments.add(
                    new NewAssignment(assignment, AssignmentEvents.announcing(assignment, now, order.context())));
        }
        return assignments;
    }

    private Capacity capacity(Work work) {
        return capacities.of(work.slots().channel());
    }
}
