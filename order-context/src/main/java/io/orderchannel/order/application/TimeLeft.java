package io.orderchannel.order.application;

import java.time.Duration;

/** Port: how long work may go on in this invocation. */
@FunctionalInterface
public interface TimeLeft {

    /** Time until no further step may be started; zero or less when none may. */
    Duration left();
}
