package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Slots;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The resource event: a slot that is held and never confirmed comes back when its timer's time-to-live ends. */
@Order(4)
@Needs({Ability.RECORDS, Ability.PROMPT_EXPIRY, Ability.TIME_TO_LIVE_IDENTITY})
@RunsOn(DemoStage.QuickRetry.class)
class ExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_reservation_that_nobody_confirms_gives_its_slot_back(OrderSystem system) {
        var orderId = UUID.randomUUID().toString();
        var before = system.engine().records().function("ReleaseExpiredReservations");

        assertThat(Slots.ask(system, SlotCommand.Action.RESERVE, orderId).outcome())
                .isEqualTo(SlotReply.Outcome.HELD);
        assertThat(system.tables().assignmentStateOf(orderId)).isEqualTo("HELD");
        system.tables().assertSlotsAddUp();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(system.tables().assignmentStateOf(orderId)).isEqualTo("RELEASED");
            assertThat(system.engine()
                            .records()
                            .function("ReleaseExpiredReservations")
                            .invocations())
                    .isGreaterThan(before.invocations());
        });
        system.tables().assertSlotsAddUp();
        assertThat(Slots.ask(system, SlotCommand.Action.CONFIRM, orderId).outcome())
                .isEqualTo(SlotReply.Outcome.REFUSED);
    }
}
