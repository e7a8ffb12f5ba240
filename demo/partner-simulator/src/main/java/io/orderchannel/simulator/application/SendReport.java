package io.orderchannel.simulator.application;

import faas.kit.time.TimeLeft;

/** Port: sends a report about a notice, signed, and again if it makes sense, while there is time. */
@FunctionalInterface
public interface SendReport {
    Result send(PartnerNotice notice, Report report, TimeLeft time);

    /** What came of it. */
    sealed interface Result {
        /** It was taken. */
        record Taken() implements Result {}

        /** It does not fit any longer: the order was cancelled meanwhile, say. */
        record Outdated() implements Result {}

        /** It was not taken. */
        record NotTaken(String detail) implements Result {}
    }
}
