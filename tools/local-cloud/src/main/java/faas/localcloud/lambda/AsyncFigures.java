package faas.localcloud.lambda;

/**
 * What became of the events that were handed over to a function asynchronously.
 *
 * @param queued events accepted
 * @param pending accepted and not yet done with: waiting, for a retry too, or under way
 * @param retries further attempts after function errors; throttled attempts are among the throttles
 * @param dropped given up, and no destination has them
 * @param toDestination given up, and the on-failure destination has a record of each
 */
public record AsyncFigures(long queued, long pending, long retries, long dropped, long toDestination) {}
