package io.orderchannel.channel.slots.application;

import java.util.ArrayList;
import java.util.List;

/** Time for so many steps, each pause counting as part of its step. For one thread. */
public final class ScriptedPace implements Pace {

    private final int steps;
    private final List<Integer> pauses = new ArrayList<>();
    private int taken;

    public ScriptedPace(int steps) {
        this.steps = steps;
    }

    @Override
    public boolean mayGoOn() {
        return taken++ < steps;
    }

    @Override
    public boolean pauseAfter(int attempts) {
        pauses.add(attempts);
        return true;
    }

    /** The attempts after which a pause was made. */
    public List<Integer> pauses() {
        return List.copyOf(pauses);
    }
}
