package io.orderchannel.demo.run;

import java.time.Duration;

/** Told how far a run is, from several threads. */
public interface Progress {

    Duration INTERVAL = Duration.ofMillis(500);

    /** Every half second while the run lasts. */
    void at(long answered, long accepted, long finished);

    /** A schedule is fired by hand; it may be many times in a run. */
    void fired(String schedule);

    /** Once, at the end of the run. */
    void done(long answered, long accepted, long finished);

    /** Nobody watches. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void at(long answered, long accepted, long finished) {}

            @Override
            public void fired(String schedule) {}

            @Override
            public void done(long answered, long accepted, long finished) {}
        };
    }
}
