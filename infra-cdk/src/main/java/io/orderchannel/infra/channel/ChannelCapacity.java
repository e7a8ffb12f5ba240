package io.orderchannel.infra.channel;

import faas.infra.policy.PolicyException;
import faas.infra.policy.Violation;
import io.orderchannel.events.order.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Slots that each channel has a day. The counter of a day is made by the order that takes its first slot.
 *
 * @param slotsPerDay 0 or more, for every channel
 */
public record ChannelCapacity(Map<Channel, Integer> slotsPerDay) {
    public ChannelCapacity {
        slotsPerDay = Collections.unmodifiableMap(new EnumMap<>(slotsPerDay));
        List<Violation> violations = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            Integer slots = slotsPerDay.get(channel);
            if (slots == null) {
                violations.add(new Violation("channel " + channel, "capacity none", "every channel must have one"));
            } else if (slots < 0) {
                violations.add(new Violation("channel " + channel, "capacity " + slots, "must be at least 0"));
            }
        }
        PolicyException.throwIfAny(violations);
    }

    public ChannelCapacity with(Channel channel, int slots) {
        Map<Channel, Integer> changed = new EnumMap<>(slotsPerDay);
        changed.put(channel, slots);
        return new ChannelCapacity(changed);
    }

    /** As the functions read it: {@code STORE=10000,COURIER=300,LOCKER=100,MARKETPLACE=1000}. */
    public String asVariable() {
        return slotsPerDay.entrySet().stream()
                .map(slots -> slots.getKey() + "=" + slots.getValue())
                .collect(Collectors.joining(","));
    }
}
