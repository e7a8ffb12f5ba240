package io.orderchannel.order.application;

import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import java.time.Duration;

/** Port: asks the Channel context for an order's slot, and waits for the answer. */
public interface ManageSlots {

    /**
     * The answer to this command.
     *
     * @param atMost how long to wait for it; more than zero
     * @throws SlotCallFailedException when there is none. The command may have had its effect, and may have it still
     */
    SlotReply ask(SlotCommand command, Duration atMost);
}
