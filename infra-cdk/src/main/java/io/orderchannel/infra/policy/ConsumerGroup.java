package io.orderchannel.infra.policy;

import java.util.Arrays;
import java.util.List;

/**
 * One function's own view of a topic: a subscription with a queue behind it, independent of every other group's. The
 * group is named after its function.
 *
 * @param eventTypes the CloudEvent types it takes; the topic drops the rest for this group
 */
public record ConsumerGroup(List<String> eventTypes) {
    /** The message attribute that carries an event's type and that filter policies match on. */
    public static final String TYPE_ATTRIBUTE = "type";

    public ConsumerGroup {
        eventTypes = List.copyOf(eventTypes);
    }

    public static ConsumerGroup of(String... eventTypes) {
        return new ConsumerGroup(Arrays.asList(eventTypes));
    }
}
