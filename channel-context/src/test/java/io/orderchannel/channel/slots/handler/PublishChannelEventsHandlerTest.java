package io.orderchannel.channel.slots.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.events.EventCodec;
import faas.kit.LambdaRuntime;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.OutgoingEvent;
import io.orderchannel.channel.Examples;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishChannelEventsHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final List<OutgoingEvent> published = new ArrayList<>();

    @Test
    void the_event_of_a_stored_assignment_is_published_as_it_was_stored() {
        String assigned = Examples.of("channel.assigned.v1");

        String answer = invoke(LambdaRuntime.event("channels-stream").replace("${event}", Examples.quoted(assigned)));

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(published)
                .containsExactly(new OutgoingEvent(
                        "assignment-5f0c1d9e4b7a48d2a3c6e8f01b2d4a69#1", "channel.assigned.v1", assigned));
    }

    @Test
    void a_counter_of_slots_has_nothing_to_publish() {
        String counter = LambdaRuntime.event("channels-stream")
                .replace("ASSIGNMENT#5f0c1d9e4b7a48d2a3c6e8f01b2d4a69", "SLOTS#LOCKER#2026-03-01")
                .replace("\"eventId\"", "\"taken\"")
                .replace("\"event\":", "\"capacity\":");

        assertThat(invoke(counter)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(published).isEmpty();
    }

    private String invoke(String event) {
        return runtime.invoke(
                new PublishChannelEventsHandler(
                        new OutboxRelay(
                                new EventCodec(new ChannelEventFormat()),
                                batch -> {
                                    published.addAll(batch);
                                    return List.of();
                                },
                                _ -> {}),
                        runtime.invocations()),
                DynamodbEvent.class,
                StreamsEventResponse.class,
                event);
    }
}
