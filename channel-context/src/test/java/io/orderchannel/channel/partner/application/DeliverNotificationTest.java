package io.orderchannel.channel.partner.application;

import static io.orderchannel.channel.partner.application.NotificationFixture.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.partner.application.DeliverNotification.Outcome;
import io.orderchannel.channel.partner.application.TellPartner.Answer;
import io.orderchannel.channel.slots.application.ScriptedPace;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliverNotificationTest {

    private static final Duration LEFT = Duration.ofSeconds(7);

    @Test
    void a_partner_that_takes_the_notification_is_called_once_and_has_the_time_that_is_left() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Taken(202));

        assertThat(new DeliverNotification(partner).deliver(aNotification(), pace(5)))
                .isEqualTo(new Outcome.Notified(202, 1));
        assertThat(partner.notifications()).containsExactly(aNotification());
        assertThat(partner.limits()).containsExactly(LEFT);
    }

    @Test
    void a_refusal_is_not_asked_about_again() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.NotTaken(503));

        assertThat(new DeliverNotification(partner).deliver(aNotification(), pace(5)))
                .isEqualTo(new Outcome.NotNotified("partner answered 503", 1, null));
    }

    @Test
    void silence_is_not_asked_about_again() {
        IOException cause = new IOException("Read timed out");

        assertThat(new DeliverNotification(new ScriptedPartner(new Answer.Silent(cause)))
                        .deliver(aNotification(), pace(5)))
                .isEqualTo(new Outcome.NotNotified("partner gave no answer", 1, cause));
    }

    @Test
    void a_partner_with_too_much_to_do_is_asked_again_after_a_pause() {
        ScriptedPartner partner =
                new ScriptedPartner(new Answer.Throttled(), new Answer.Throttled(), new Answer.Taken(200));
        TestPace pace = pace(5);

        assertThat(new DeliverNotification(partner).deliver(aNotification(), pace))
                .isEqualTo(new Outcome.Notified(200, 3));
        assertThat(pace.steps().pauses()).containsExactly(1, 2);
    }

    @Test
    void it_is_asked_no_longer_than_there_is_time() {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Throttled(), new Answer.Throttled());

        assertThat(new DeliverNotification(partner).deliver(aNotification(), pace(2)))
                .isEqualTo(new Outcome.NotNotified("partner answered 429 until time was over", 2, null));
    }

    @Test
    void without_time_nobody_is_called() {
        ScriptedPartner partner = new ScriptedPartner();

        assertThat(new DeliverNotification(partner).deliver(aNotification(), pace(0)))
                .isEqualTo(new Outcome.NotNotified("no time to call the partner", 0, null));
        assertThat(partner.notifications()).isEmpty();
    }

    private static TestPace pace(int steps) {
        return new TestPace(new ScriptedPace(steps));
    }

    private record TestPace(ScriptedPace steps) implements TimedPace {

        @Override
        public boolean mayGoOn() {
            return steps.mayGoOn();
        }

        @Override
        public boolean pauseAfter(int attempts) {
            return steps.pauseAfter(attempts);
        }

        @Override
        public Duration left() {
            return LEFT;
        }
    }
}
