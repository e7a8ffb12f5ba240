package io.orderchannel.channel.counts.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.Examples;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.channel.counts.application.EventCounts;
import io.orderchannel.channel.counts.application.InMemoryEventCounts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountOrderEventsHandlerTest {
    private static final String EVENT = LambdaRuntime.event("order-event-from-topic");
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-05");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryEventCounts counts = new InMemoryEventCounts();

    @Test
    void an_event_counts_by_type_on_the_day_when_it_happened() {
        invoke(counts, Examples.of("order.placed.v1"));
        invoke(counts, Examples.of("order.shipped.v1"));

        assertThat(counts.count(DAY, "order.placed.v1")).isEqualTo(1);
        assertThat(counts.count(DAY, "order.shipped.v1")).isEqualTo(1);
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("event counted") && line.contains("\"correlationId\":"));
    }

    /** Nothing remembers what was counted. */
    @Test
    void an_event_that_comes_twice_counts_twice() {
        invoke(counts, Examples.of("order.placed.v1"));
        invoke(counts, Examples.of("order.placed.v1"));

        assertThat(counts.count(DAY, "order.placed.v1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no event", "{}", "order.placed.v2"})
    void an_event_that_cannot_be_read_counts_as_unreadable_today(String message) {
        invoke(
                counts,
                message.equals("order.placed.v2")
                        ? Examples.of("order.placed.v1").replace("order.placed.v1", message)
                        : message);

        assertThat(counts.count(TODAY, "unreadable")).isEqualTo(1);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("event unreadable"));
    }

    @Test
    void an_event_that_is_no_order_event_is_ignored_with_a_warning_and_not_counted() {
        invoke(counts, Examples.of("channel.assigned.v1"));
        invoke(counts, Examples.of("order.placed.v1").replace("order.placed.v1", "order.vanished.v1"));

        assertThat(counts.count(TODAY, "unreadable")).isZero();
        assertThat(counts.count(DAY, "channel.assigned.v1")).isZero();
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("channel.assigned.v1"))
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("order.vanished.v1"))
                .anyMatch(line -> line.contains("\"MessagesIgnored\":1"));
    }

    /** Then it is lost: nobody tries again. */
    @Test
    void a_count_that_fails_is_an_error_of_the_function() {
        EventCounts failing = (_, _) -> {
            throw new IllegalStateException("no such table");
        };

        assertThatThrownBy(() -> invoke(failing, Examples.of("order.placed.v1")))
                .hasMessage("CountOrderEvents: 1 of 1 events not counted");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("no such table"));
    }

    private void invoke(EventCounts into, String message) {
        runtime.invoke(
                new CountOrderEventsHandler(
                        new CountOrderEvents(into, Clock.fixed(Instant.parse("2026-03-05T23:59:59Z"), ZoneOffset.UTC)),
                        runtime.invocations()),
                SNSEvent.class,
                Void.class,
                EVENT.replace("${event}", Examples.quoted(message)));
    }
}
