package io.orderchannel.channel.counts.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What every counter of events does. */
public abstract class EventCountsContract {
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    protected abstract EventCounts counts();

    protected abstract int count(LocalDate day, String type);

    @Test
    void each_day_and_type_has_a_count_of_its_own() {
        counts().add(DAY, "order.placed.v1");
        counts().add(DAY, "order.placed.v1");
        counts().add(DAY, "unreadable");
        counts().add(DAY.plusDays(1), "order.placed.v1");

        assertThat(count(DAY, "order.placed.v1")).isEqualTo(2);
        assertThat(count(DAY, "unreadable")).isEqualTo(1);
        assertThat(count(DAY.plusDays(1), "order.placed.v1")).isEqualTo(1);
        assertThat(count(DAY, "order.shipped.v1")).isZero();
    }
}
