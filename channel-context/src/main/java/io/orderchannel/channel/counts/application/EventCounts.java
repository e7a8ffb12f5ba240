package io.orderchannel.channel.counts.application;

import java.time.LocalDate;

/** Port: counts events by UTC day and type. */
public interface EventCounts {
    void add(LocalDate day, String type);
}
