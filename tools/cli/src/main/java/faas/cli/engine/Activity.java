package faas.cli.engine;

/**
 * What a function has done.
 *
 * @param invocations how often it was invoked, failed and timed-out ones included
 * @param events messages and records that it worked on, redeliveries included
 */
public record Activity(long invocations, long events) {

    /** What it has done since it had done {@code before}. */
    public Activity since(Activity before) {
        return new Activity(invocations - before.invocations, events - before.events);
    }
}
