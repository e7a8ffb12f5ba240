package faas.localcloud.schedule;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that calls back. */
interface Timer extends InstantSource, AutoCloseable {
    /** Runs the task at this time, or at once if it has passed. */
    void at(Instant time, Runnable task);

    @Override
    void close();
}
