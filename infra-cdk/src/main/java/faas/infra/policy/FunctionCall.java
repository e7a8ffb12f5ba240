package faas.infra.policy;

import java.time.Duration;

/**
 * A function calls another and waits for its answer.
 *
 * @param callee construct id of the function called
 * @param clientTimeout how long the caller waits
 */
public record FunctionCall(String callee, Duration clientTimeout) {}
