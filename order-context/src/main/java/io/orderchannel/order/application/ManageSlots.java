package io.orderchannel.order.application;

import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import java.time.Duration;

/** Port: asks the Channel context for an order's slot and waits for the answer. */
public interface ManageSlots {
    /**
     * Carries out a command.
     *
     * @param atMost how long to wait for the answer; more than zero
     * @throws IllegalStateException if there is no usable answer; the same command may be sent again
     */
    SlotReply ask(SlotCommand command, Duration atMost);
}
