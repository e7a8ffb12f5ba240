package io.orderchannel.channel.application;

import java.util.ArrayList;
import java.util.List;

/** Time for so many steps, each pause counting as part of its step. For one thread. */
final class ScriptedPace implements Pace {

    private final int steps;
    private final List<Integer> pauses = new ArrayList<>();
    private int taken;

    ScriptedPace(int steps) {
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
    List<Integer> pauses() {
        return List.copyOf(pauses);
    }
}
