package io.orderchannel.simulator.application;

import faas.kit.time.TimeLeft;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Does with a notice what the order's data asks for. Keeps nothing in memory. */
public final class SimulatedPartner {
    /** How long a slow partner takes: long for a partner, and well within the time that its caller waits. */
    static final Duration SLOW = Duration.ofSeconds(2);

    /** What the partner answers. */
    public sealed interface Answer {
        /** It has taken the notice, and reported what it will. */
        record Taken() implements Answer {}

        /** It is broken, as it was asked to be. */
        record Broken() implements Answer {}

        /** It could not report. Called again, it reports again. */
        record NotReported(String detail) implements Answer {}
    }

    private final FirstCalls calls;
    private final SendReport reports;
    private final Consumer<Duration> sleep;

    public SimulatedPartner(FirstCalls calls, SendReport reports, Consumer<Duration> sleep) {
        this.calls = calls;
        this.reports = reports;
        this.sleep = sleep;
    }

    /**
     * Takes a notice and does the rest before it answers.
     *
     * @param callId names this call and no other
     */
    public Answer take(PartnerNotice notice, String callId, TimeLeft time) {
        return switch (notice.behaviour()) {
            case FINE -> deliver(notice, time);
            case SLOW -> {
                sleep.accept(SLOW);
                yield deliver(notice, time);
            }
            case FAILS_ONCE ->
                calls.isFirst(notice.assignmentId(), callId) ? new Answer.Broken() : deliver(notice, time);
            case DOWN -> new Answer.Broken();
            case FAILS_DELIVERY ->
                report(notice, time, Report.shipped(notice), Report.failed(notice, "nobody at the door"));
            case SILENT -> new Answer.Taken();
        };
    }

    private Answer deliver(PartnerNotice notice, TimeLeft time) {
        return report(notice, time, Report.shipped(notice), Report.delivered(notice));
    }

    /** One after the other: the second builds on the first. */
    private Answer report(PartnerNotice notice, TimeLeft time, Report... all) {
        for (Report report : List.of(all)) {
            switch (reports.send(notice, report, time)) {
                case SendReport.Result.Taken _ -> {}
                case SendReport.Result.Outdated _ -> {
                    return new Answer.Taken();
                }
                case SendReport.Result.NotTaken(String detail) -> {
                    return new Answer.NotReported("report " + report.id() + ": " + detail);
                }
            }
        }
        return new Answer.Taken();
    }
}
