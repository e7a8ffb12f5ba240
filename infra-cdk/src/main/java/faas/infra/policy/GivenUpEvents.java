package faas.infra.policy;

import java.time.Duration;

/** What becomes of an asynchronous event that Lambda gives up. There is no third way: lost on purpose, or kept. */
public sealed interface GivenUpEvents {
    /**
     * Lambda sends the event and the function's answer to a queue of the function's own.
     *
     * @param retention how long the queue keeps it, 60 s to 14 days
     */
    record InQueue(Duration retention) implements GivenUpEvents {}

    /**
     * Nothing of it stays but a metric.
     *
     * @param reason why its loss does no harm
     */
    record Lost(String reason) implements GivenUpEvents {}
}
