package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;

/** What became of an order's message. */
public sealed interface Outcome {
    /** It made the order's assignment what it is now. */
    record Decided(Assignment assignment) implements Outcome {}

    /** An earlier message made the order's assignment what it is; nothing changed. */
    record DecidedBefore(Assignment assignment) implements Outcome {}

    /** There was no time left to decide, or to have the partner notified, after so many write conflicts. */
    record OutOfTime(int conflicts) implements Outcome {}

    /** A call failed, and whether it took effect is not known. Trying again is safe. */
    record Failed(Throwable cause) implements Outcome {}
}
