package io.orderchannel.demo.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.engine.EngineFootprint;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a run with faults.
 *
 * @param poison messages sent, by the dead-letter queue in which they must end
 * @param redriven sound dead letters, which went back to their queues
 * @param inFlight what was still under way when the run stopped waiting; empty at rest
 * @param footprints of the engine, oldest first
 * @param callsGivenUp asynchronous calls that were given up, by the queue that has their records
 */
public record ChaosFigures(
        Orders orders,
        Faults faults,
        Map<String, Long> poison,
        long redriven,
        Map<String, Long> callsGivenUp,
        Comparison.Result comparison,
        String inFlight,
        List<Footprint> footprints,
        @JsonProperty("sendingSeconds") Duration sending,
        @JsonProperty("wallSeconds") Duration wall) {

    /**
     * What was sent.
     *
     * @param repeated requests with a key that was sent before
     * @param changed requests with a key that was sent before and another order; a finding names each that was accepted
     * @param unanswered orders for which no request was answered
     */
    public record Orders(long sent, long accepted, long repeated, long changed, long unanswered) {}

    /**
     * What went wrong on purpose.
     *
     * @param killed processes of functions
     * @param interrupted invocations whose process ended before they did
     * @param failedTicks schedules fired by hand that failed, as ticks of the clock may
     */
    public record Faults(long killed, long interrupted, long duplicated, long late, long failedTicks) {}

    /** The engine's footprint at one moment, with the number of its functions' processes. */
    public record Footprint(String when, EngineFootprint engine, long environments) {}

    /** How many findings there are of each kind. */
    @JsonProperty
    Map<Comparison.Kind, Long> wrong() {
        return Arrays.stream(Comparison.Kind.values())
                .collect(Collectors.toMap(kind -> kind, comparison::count, (one, _) -> one, LinkedHashMap::new));
    }

    /** Whether nothing was in flight at the end and the comparison found nothing wrong. */
    @JsonProperty
    public boolean clean() {
        return inFlight.isEmpty() && comparison.findings().isEmpty();
    }
}
