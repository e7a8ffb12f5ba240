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
        ChannelEvent data = ChannelEvent.of(
                switch (type) {
                    case ASSIGNED -> assignment(AssignmentState.ASSIGNED, null);
                    case REJECTED -> assignment(AssignmentState.REJECTED, "LOCKER has no slot left");
                    case SHIPPED -> assignment(AssignmentState.SHIPPED, null);
                    case DELIVERED -> assignment(AssignmentState.DELIVERED, null);
                    case FAILED -> assignment(AssignmentState.FAILED, "nobody at the door");
                    case RELEASED -> assignment(AssignmentState.RELEASED, "the partner did not ship within 20 s");
                });
        return CloudEvent.of(
                data,
                Instant.parse("2026-03-01T09:30:01Z"),
                new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "corr-1", "o-7f3#1"));
    }

    private static AssignmentSnapshot assignment(AssignmentState state, @Nullable String reason) {
        return new AssignmentSnapshot(
                "a-o-7f3", "o-7f3", Channel.LOCKER, 1, state, LocalDate.parse("2026-03-01"), reason);
    }
}
