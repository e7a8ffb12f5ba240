package io.orderchannel.channel.partner.application;

import java.time.Duration;

/** Port: calls the partner once, under the assignment's id, so that a repeat is none to the partner. */
public interface TellPartner {
    /**
     * Calls.
     *
     * @param limit how long the partner may take, above zero
     */
    Answer tell(PartnerNotification notification, Duration limit);

    /** What the partner made of the call. */
    sealed interface Answer {
        /** It has it. */
        record Taken(int status) implements Answer {}

        /** It is throttling. */
        record Throttled() implements Answer {}

        /** It says that something is wrong: with the call, or with itself. */
        record NotTaken(int status) implements Answer {}

        /** It said nothing that can be understood, or not in time. Whether it has the notification is not known. */
        record Silent(Exception cause) implements Answer {}
    }
}
