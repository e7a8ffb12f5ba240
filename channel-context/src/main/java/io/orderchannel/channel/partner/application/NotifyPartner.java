package io.orderchannel.channel.partner.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.partner.application.TellPartner.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the partner in one call: if that fails, the invocation is repeated later. Only a partner that is throttling
 * is called again at once, as long as there is time.
 */
public final class NotifyPartner {
    /** Whether the partner has it. */
    public sealed interface Outcome {
        record Notified(int status, int calls) implements Outcome {}

        /** It has not, or that is not known. Notifying it again is safe. */
        record NotNotified(
                String detail, int calls, @Nullable Exception cause) implements Outcome {}
    }

    /** A partner that is throttling needs more than a moment. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TellPartner partner;

    public NotifyPartner(TellPartner partner) {
        this.partner = partner;
    }

    public Outcome notify(PartnerNotification notification, TimeLeft time) {
        int calls = 0;
        while (calls == 0 ? time.allowsMore() : time.pause(calls, FIRST_PAUSE, LONGEST_PAUSE)) {
            Answer answer = partner.tell(notification, time.left());
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
