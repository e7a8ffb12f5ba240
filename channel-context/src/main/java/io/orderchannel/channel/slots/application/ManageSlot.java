package io.orderchannel.channel.slots.application;

import io.orderchannel.events.channel.SlotCommand;

/** Does with a channel's slot what another context asks for. */
public final class ManageSlot {

    private final ReserveSlot reserve;
    private final ConfirmSlot confirm;
    private final ReleaseSlot release;

    public ManageSlot(ReserveSlot reserve, ConfirmSlot confirm, ReleaseSlot release) {
        this.reserve = reserve;
        this.confirm = confirm;
        this.release = release;
    }

    /** Carries the command out; the same command again changes nothing. */
    public SlotOutcome carryOut(SlotCommand command, Pace pace) {
        PlacedOrder order = PlacedOrder.of(command);
        return switch (command.action()) {
            case RESERVE -> reserve.reserve(order, pace);
            case CONFIRM -> confirm.confirm(order, pace);
            case RELEASE -> release.release(order, pace);
        };
    }
}
