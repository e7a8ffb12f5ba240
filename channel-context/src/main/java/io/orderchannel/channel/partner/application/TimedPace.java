package io.orderchannel.channel.partner.application;

import io.orderchannel.channel.slots.application.Pace;
import java.time.Duration;

/** Port: a pace that tells how much time is left, for steps that can be bounded. */
public interface TimedPace extends Pace {

    /** How long one more step may take; above zero while {@link #mayGoOn()}. */
    Duration left();
}
