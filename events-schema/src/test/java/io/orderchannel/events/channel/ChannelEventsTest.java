package io.orderchannel.events.channel;

import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.Context;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.Schemas;
import io.orderchannel.events.order.Channel;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of the Channel context in JSON. */
class ChannelEventsTest {
    private static final Context CHANNEL = Context.of("channel");

    private final EventCodec codec = new EventCodec(new ChannelEventFormat());

    @ParameterizedTest
    @EnumSource(ChannelEventType.class)
    void every_type_round_trips(ChannelEventType type) {
        CloudEvent event = event(type);

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(ChannelEventType.class)
    void what_is_encoded_validates(ChannelEventType type) {
        assertThat(Schemas.violations(
                        CHANNEL.folder().resolve("schemas").resolve(type.wireName() + ".json"),
                        codec.encode(event(type))))
                .isEmpty();
    }

    @Test
    void openapi_examples_validate_against_their_schemas() {
        assertThat(Schemas.validatedExamples(CHANNEL.folder().resolve("openapi.json")))
                .containsExactlyInAnyOrder("shipped", "failed", "recorded");
    }

    private static CloudEvent event(ChannelEventType type) {
        @Nullable
        String reason = switch (type) {
            case REJECTED -> "LOCKER has no slot left";
            case FAILED -> "nobody at the door";
            case RELEASED -> "the partner did not ship within 20 s";
            case ASSIGNED, SHIPPED, DELIVERED -> null;
        };
        return CloudEvent.of(
                new AssignmentSnapshot(
                        "a-o-7f3", "o-7f3", Channel.LOCKER, 1, type, LocalDate.parse("2026-03-01"), reason),
                Instant.parse("2026-03-01T09:30:01Z"),
                new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "corr-1", "o-7f3#1"));
    }
}
