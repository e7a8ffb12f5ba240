package io.orderchannel.channel.slots.handler;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.events.EventContext;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.MovableClock;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.domain.Assignment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseExpiredReservationsHandlerTest {
    private static final Instant UNTIL = Instant.parse("2026-03-01T12:01:00Z");
    private static final Assignment.Held HELD = aRequest("o1").held(UNTIL);
    private static final String ENDED = LambdaRuntime.event("ended-timer");
    private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryAssignments store = new InMemoryAssignments();
    private final MovableClock clock = new MovableClock(UNTIL);

    @BeforeEach
    void a_slot_is_held() {
        store.hold(HELD, 1, new EventContext("trace-1", "correlation-1", "o1#1"));
    }

    @Test
    void the_end_of_a_timer_gives_the_slot_back_once() {
        assertThat(invoke(store, ENDED)).isEqualTo(ALL_DONE);
        assertThat(invoke(store, ENDED)).isEqualTo(ALL_DONE);

        assertThat(store.taken(HELD.slots())).isZero();
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("reservation ran out, slot given back")
                        && line.contains("\"correlationId\":\"correlation-1\""))
                .anyMatch(line -> line.contains("timer ended, nothing is held"));
    }

    @Test
    void any_other_record_is_passed_over() {
        assertThat(invoke(store, ENDED.replace("REMOVE", "MODIFY"))).isEqualTo(ALL_DONE);
        assertThat(invoke(store, ENDED.replace("expiry#", "webhook#"))).isEqualTo(ALL_DONE);

        assertThat(store.taken(HELD.slots())).isEqualTo(1);
    }

    @Test
    void a_timer_that_ended_too_soon_changes_nothing() {
        clock.advance(Duration.ofSeconds(-1));

        assertThat(invoke(store, ENDED)).isEqualTo(ALL_DONE);

        assertThat(store.taken(HELD.slots())).isEqualTo(1);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("timer ended too soon"));
    }

    @Test
    void a_record_whose_slot_could_not_be_given_back_comes_again() {
        Assignments broken = ForwardingAssignments.withoutTable(store);

        assertThat(invoke(broken, ENDED))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"4421584500000000017450439095\"}]}");
    }

    private String invoke(Assignments assignments, String event) {
        return runtime.invoke(
                new ReleaseExpiredReservationsHandler(
                        new ReleaseExpiredReservations(assignments, clock), runtime.invocations()),
                DynamodbEvent.class,
                StreamsEventResponse.class,
                event);
    }
}
