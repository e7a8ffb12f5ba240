package io.orderchannel.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.events.order.OrderEventFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The streams of both tables: each change that was stored, and the event that announces it. Checks that versions count
 * up by one and that no event id comes twice.
 */
final class Outbox {

    private final EventCodec codec = new EventCodec(new OrderEventFormat(), new ChannelEventFormat());
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> announced = new HashMap<>();
    private final List<String> unpublished = new ArrayList<>();

    /** An aggregate was stored in its next version. */
    void stored(String aggregate, long version, Optional<CloudEvent> event) {
        Long before = versions.put(aggregate, version);
        assertThat(version).as("version of %s after %s", aggregate, before).isEqualTo(before == null ? 1 : before + 1);
        event.ifPresent(announcement -> {
            String text = codec.encode(announcement);
            assertThat(announced.put(announcement.id(), text))
                    .as("event that had the id %s before", announcement.id())
                    .isNull();
            unpublished.add(text);
        });
    }

    /** The events that no relay has published for good, as they are on the wire. */
    List<String> unpublished() {
        return unpublished;
    }
}
