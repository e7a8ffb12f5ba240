package io.orderchannel.channel.partner.application;

import io.orderchannel.channel.partner.application.TellPartner.Answer;
import io.orderchannel.channel.slots.application.PartnerNotification;
import org.jspecify.annotations.Nullable;

/**
 * Brings a notification to the partner, in one call: whoever started it tries again later if that fails. Only a partner that has too much to
 * do is asked again at once, as long as there is time.
 */
public final class DeliverNotification {

    /** Whether the partner has it. */
    public sealed interface Outcome {

        record Notified(int status, int calls) implements Outcome {}

        /** It hasn't, or nobody knows. Telling it again is safe. */
        record NotNotified(
                String detail, int calls, @Nullable Exception cause) implements Outcome {}
    }

    private final TellPartner partner;

    public DeliverNotification(TellPartner partner) {
        this.partner = partner;
    }

    public Outcome deliver(PartnerNotification notification, TimedPace pace) {
        int calls = 0;
        while (pace.mayGoOn() && (calls == 0 || pace.pauseAfter(calls))) {
            Answer answer = partner.tell(notification, pace.left());
            calls++;
            switch (answer) {
                case Answer.Taken taken -> {
                    return new Outcome.Notified(taken.status(), calls);
                }
                case Answer.NotTaken notTaken -> {
                    return new Outcome.NotNotified("partner answered " + notTaken.status(), calls, null);
                }
                case Answer.Silent silent -> {
                    return new Outcome.NotNotified("partner gave no answer", calls, silent.cause());
                }
                case Answer.Throttled _ -> {}
            }
        }
        return new Outcome.NotNotified(
                calls == 0 ? "no time to call the partner" : "partner answered 429 until time was over", calls, null);
    }
}
