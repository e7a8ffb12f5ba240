package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.events.channel.SlotCommand;
import java.time.Clock;
import java.time.Duration;

/** Does with a channel's slot what another context asks for. */
public final class ManageSlot {
    private final ReserveSlot reserve;
    private final ConfirmSlot confirm;
    private final ReleaseSlot release;

    /** Holds each reserved slot for {@code hold}; {@code clock} ticks in milliseconds, which is what items keep. */
    public ManageSlot(Assignments assignments, Partner partner, Capacities capacities, Duration hold, Clock clock) {
        this.reserve = new ReserveSlot(assignments, capacities, hold, clock);
        this.confirm = new ConfirmSlot(assignments, partner, clock);
        this.release = new ReleaseSlot(assignments);
    }

    /** Carries the command out; the same command again changes nothing. */
    public SlotOutcome carryOut(SlotCommand command, TimeLeft time) {
        // A command has no id but that of its cause.
        OrderRequest order = OrderRequest.of(command.order(), command.context().causationId(), command.context());
        return Attempts.untilStored(
                time,
                () -> switch (command.action()) {
                    case RESERVE -> reserve.attempt(order, time);
                    case CONFIRM -> confirm.attempt(order);
                    case RELEASE -> release.attempt(order);
                },
                SlotOutcome.OutOfTime::new);
    }
}
