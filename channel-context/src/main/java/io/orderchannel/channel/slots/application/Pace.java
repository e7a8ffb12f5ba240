package io.orderchannel.channel.slots.application;

/** Port: how long and how fast work may go on in this invocation. */
public interface Pace {

    /** Whether there is time to start one more step and to report on it. */
    boolean mayGoOn();

    /**
     * Leaves those alone for a while who were in the way, longer the more often they were.
     *
     * @param attempts how often, at least 1
     * @return whether there is time for another attempt; if not, it did not wait
     */
    boolean pauseAfter(int attempts);
}
