package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventType;
import io.orderchannel.events.order.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of an assignment that is to be stored.
 *
 * @param before the assignment that was decided about; empty for an order without one
 * @param event what announces {@code after}; empty where only the caller learns of it
 * @param receipt of the partner's message that caused it, if one did
 */
public record Change(
        Optional<Assignment> before, Assignment after, Optional<CloudEvent> event, Optional<Receipt> receipt) {

    /** A change without an event. */
    static Change unannounced(Optional<Assignment> before, Assignment after) {
        return new Change(before, after, Optional.empty(), Optional.empty());
    }

    /**
     * A change with the event that announces {@code after}. A reservation is announced by no event.
     *
     * @param time in milliseconds
     */
    public static Change announced(Optional<Assignment> before, Assignment after, Instant time, EventContext context) {
        AssignmentSnapshot snapshot = new AssignmentSnapshot(
                after.id(),
                after.orderId().value(),
                Channel.valueOf(after.slots().channel().name()),
                after.version(),
                ChannelEventType.valueOf(after.state().name()),
                after.slots().day(),
                after instanceof Assignment.Over over ? over.reason() : null);
        return new Change(before, after, Optional.of(CloudEvent.of(snapshot, time, context)), Optional.empty());
    }

    /** The same change, caused by the partner's message with that receipt. */
    public Change with(Receipt cause) {
        return new Change(before, after, event, Optional.of(cause));
    }

    /** Whether a slot comes back. */
    public boolean givesSlotBack() {
        return !after.state().holdsSlot()
                && before.filter(assignment -> assignment.state().holdsSlot()).isPresent();
    }
}
