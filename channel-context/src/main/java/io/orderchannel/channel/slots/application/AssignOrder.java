package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.application.Assignments.NotTaken;
import io.orderchannel.channel.slots.application.Worklist.Work;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each of a batch of orders a slot of its channel or rejects it, once however often an order comes.
 *
 * <p>Orders for the same slots are decided together, in one transaction. An order that cannot be decided does not block
 * the others: an order decided before drops out; where the slots don't suffice for all, or a write fails, each order is
 * tried alone; after a write conflict the attempt is repeated later, and meanwhile the other orders go on. Before an
 * order is rejected, the slots of expired reservations are released.
 *
 * <p>An exception or error while an order is processed becomes the outcome of that order. The caller judges by it
 * whether the process is still usable.
 *
 * <p>The partner of an assigned order is notified each time the order comes, since an earlier attempt may have stopped
 * before that.
 */
public final class AssignOrder {
    private final Assignments assignments;
    private final ReleaseExpiredReservations expiredReservations;
    private final Partner partner;
    private final Capacities capacities;
    private final Clock clock;

    public AssignOrder(Assignments assignments, Partner partner, Capacities capacities, Clock clock) {
        this.assignments = assignments;
        this.expiredReservations = new ReleaseExpiredReservations(assignments, clock);
        this.partner = partner;
        this.capacities = capacities;
        this.clock = clock;
    }

    /**
     * Decides about a batch; an order that is in it several times is decided once.
     *
     * @return an outcome for every order of the batch
     */
    public Map<OrderId, Outcome> assign(Collection<OrderRequest> batch, TimeLeft time) {
        Worklist worklist = new Worklist(batch);
        while (!worklist.isEmpty()) {
            Work work = worklist.next();
            if (Attempts.mayTry(time, work.conflicts())) {
                attempt(work, worklist, time);
            } else {
                work.orders().forEach(order -> worklist.settle(order, new Outcome.OutOfTime(work.conflicts())));
            }
        }
        Map<OrderId, Outcome> outcomes = new LinkedHashMap<>();
        worklist.outcomes()
                .forEach((order, outcome) -> outcomes.put(order.orderId(), notifyPartner(order, outcome, time)));
        return outcomes;
    }

    private Outcome notifyPartner(OrderRequest order, Outcome outcome, TimeLeft time) {
        boolean isAssigned = outcome instanceof Outcome.Decided(Assignment.Assigned _)
                || outcome instanceof Outcome.DecidedBefore(Assignment.Assigned _);
        if (!isAssigned) {
            return outcome;
        }
        if (!time.allowsMore()) {
            return new Outcome.OutOfTime(0);
        }
        try {
            partner.notify(order);
            return outcome;
        } catch (Throwable e) {
            return new Outcome.Failed(e);
        }
    }

    private void attempt(Work work, Worklist worklist, TimeLeft time) {
        try {
            List<Change> wanted = work.orders().stream()
                    .map(order -> Change.announced(Optional.empty(), assigned(order), clock.instant(), order.context()))
                    .toList();
            Optional<NotTaken> notTaken =
                    assignments.take(work.slots(), capacities.of(work.slots().channel()), wanted);
            if (notTaken.isPresent()) {
                goOnAfter(notTaken.get(), work, worklist, time);
            } else {
                work.orders().forEach(order -> worklist.settle(order, new Outcome.Decided(assigned(order))));
            }
        } catch (Throwable e) {
            // One order alone may have made it fail. If it took effect all the same, the orders turn out decided.
            if (work.orders().size() > 1) {
                worklist.addOneByOne(work);
            } else {
                worklist.settle(work.orders().getFirst(), new Outcome.Failed(e));
            }
        }
    }

    private void goOnAfter(NotTaken notTaken, Work work, Worklist worklist, TimeLeft time) {
        List<OrderRequest> others = new ArrayList<>();
        List<OrderRequest> conflicts = new ArrayList<>();
        for (OrderRequest order : work.orders()) {
            Assignment decided = notTaken.decided().get(order.orderId());
            if (decided != null) {
                worklist.settle(order, new Outcome.DecidedBefore(decided));
            } else if (notTaken.conflicts().contains(order.orderId())) {
                conflicts.add(order);
            } else {
                others.add(order);
            }
        }
        if (!others.isEmpty()) {
            goOnWith(work.only(others), notTaken.tooFew(), work, worklist, time);
        }
        conflicts.forEach(order -> worklist.add(work.only(List.of(order)).afterConflict()));
    }

    /** Goes on with those orders of {@code work} that are blocked only by the slots. */
    private void goOnWith(Work others, boolean tooFew, Work work, Worklist worklist, TimeLeft time) {
        if (!tooFew) {
            worklist.add(others.orders().size() < work.orders().size() ? others : others.afterConflict());
        } else if (work.orders().size() > 1) {
            worklist.addOneByOne(others);
        } else if (expiredReservations.makeRoom(work.slots(), time)
                || !reject(work.orders().getFirst(), worklist)) {
            worklist.add(work.afterConflict());
        }
    }

    /** Rejects the order, or finds it decided; false at a write conflict. */
    private boolean reject(OrderRequest order, Worklist worklist) {
        Assignment.Rejected rejected = new Assignment.Rejected(
                order.orderId(),
                order.slots(),
                Assignment.FIRST_VERSION,
                order.cause(),
                capacities.noneLeft(order.slots()));
        if (assignments.change(Change.announced(Optional.empty(), rejected, clock.instant(), order.context()))) {
            worklist.settle(order, new Outcome.Decided(rejected));
            return true;
        }
        Optional<Assignment> decided = assignments.find(order.orderId());
        decided.ifPresent(stored -> worklist.settle(order, new Outcome.DecidedBefore(stored)));
        return decided.isPresent();
    }

    private static Assignment assigned(OrderRequest order) {
        return new Assignment.Assigned(order.orderId(), order.slots(), Assignment.FIRST_VERSION, order.cause());
    }
}
