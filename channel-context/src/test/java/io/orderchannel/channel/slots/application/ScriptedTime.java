package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time for so many looks at it, a pause and the look after it counting as part of the look before. Pauses take half of
 * their bound, and no time. For one thread.
 */
public final class ScriptedTime {
    private static final int ENOUGH_MILLIS = 60_000;

    private final int looks;
    private final List<Duration> pauses = new ArrayList<>();
    private final TimeLeft time;
    private int taken;

    public ScriptedTime(int looks) {
        this.looks = looks;
        this.time = new TimeLeft(this::remainingMillis, () -> 0.5, this::pause);
        // TimeLeft looks once when it is made.
        this.taken = 0;
    }

    public static TimeLeft of(int looks) {
        return new ScriptedTime(looks).time();
    }

    public TimeLeft time() {
        return time;
    }

    /** The pauses that were made. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    private long remainingMillis() {
        return taken++ < looks ? ENOUGH_MILLIS : 0;
    }

    private boolean pause(Duration length) {
        pauses.add(length);
        taken--;
        return true;
    }
}
