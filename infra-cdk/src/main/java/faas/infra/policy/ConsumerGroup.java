package faas.infra.policy;

import faas.events.EventType;
import java.util.Arrays;
import java.util.List;

/**
 * One function's own view of a topic: a subscription with a queue behind it, independent of every other group's. The
 * group is named after its function, or after its queue where no function stands behind it.
 *
 * @param eventTypes what it takes; the topic drops the rest for this group
 * @param express whether it takes the events that place express orders
 */
public record ConsumerGroup(List<EventType> eventTypes, ExpressOrders express) {
    /** The message attribute that carries an event's type and that filter policies match on. */
    public static final String TYPE_ATTRIBUTE = "type";

    public ConsumerGroup {
        eventTypes = List.copyOf(eventTypes);
    }

    public static ConsumerGroup of(EventType... eventTypes) {
        return new ConsumerGroup(Arrays.asList(eventTypes), ExpressOrders.TOO);
    }

    public ConsumerGroup with(ExpressOrders express) {
        return new ConsumerGroup(eventTypes, express);
    }

    /** The values that the subscription's filter policy lets through. */
    public List<String> wireNames() {
        return eventTypes.stream().map(EventType::wireName).toList();
    }

    /** It is handed events whose costs differ. */
    boolean takesSeveralTypes() {
        return eventTypes.size() > 1;
    }
}
