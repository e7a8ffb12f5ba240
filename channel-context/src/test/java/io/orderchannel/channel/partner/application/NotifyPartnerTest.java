package io.orderchannel.channel.partner.application;

import static io.orderchannel.channel.partner.application.NotificationFixture.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.partner.application.NotifyPartner.Outcome;
import io.orderchannel.channel.partner.application.TellPartner.Answer;
import io.orderchannel.channel.slots.application.ScriptedTime;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotifyPartnerTest {
    private static final Duration LEFT = Duration.ofSeconds(54);

    @Test
    void a_partner_that_takes_the_notification_is_called_once_and_has_the_time_that_is_left() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Taken(202));

        assertThat(new NotifyPartner(partner).notify(aNotification(), time(5))).isEqualTo(new Outcome.Notified(202, 1));
        assertThat(partner.notifications()).containsExactly(aNotification());
        assertThat(partner.limits()).containsExactly(LEFT);
    }

    @Test
    void a_refusal_is_not_repeated() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.NotTaken(503));

        assertThat(new NotifyPartner(partner).notify(aNotification(), time(5)))
                .isEqualTo(new Outcome.NotNotified("partner answered 503", 1, null));
    }

    @Test
    void silence_is_not_repeated() {
        IOException cause = new IOException("Read timed out");

        assertThat(new NotifyPartner(new ScriptedPartner(new Answer.Silent(cause))).notify(aNotification(), time(5)))
                .isEqualTo(new Outcome.NotNotified("partner gave no answer", 1, cause));
    }

    @Test
    void a_partner_that_is_throttling_is_called_again_after_a_pause() {
        ScriptedPartner partner =
                new ScriptedPartner(new Answer.Throttled(), new Answer.Throttled(), new Answer.Taken(200));
        ScriptedTime time = new ScriptedTime(10);

        assertThat(new NotifyPartner(partner).notify(aNotification(), time.time()))
                .isEqualTo(new Outcome.Notified(200, 3));
        assertThat(time.pauses()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void it_is_called_no_longer_than_there_is_time() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Throttled(), new Answer.Throttled());

        assertThat(new NotifyPartner(partner).notify(aNotification(), time(2)))
                .isEqualTo(new Outcome.NotNotified("partner answered 429 until time was over", 2, null));
    }

    @Test
    void without_time_the_partner_is_not_called() {
        ScriptedPartner partner = new ScriptedPartner();

        assertThat(new NotifyPartner(partner).notify(aNotification(), time(0)))
                .isEqualTo(new Outcome.NotNotified("no time to call the partner", 0, null));
        assertThat(partner.notifications()).isEmpty();
    }

    /** For so many calls: the time is looked at before a call and for its limit. */
    private static TimeLeft time(int calls) {
        return ScriptedTime.of(2 * calls);
    }
}
