package io.orderchannel.channel.slots.application;

/** The ports that one store carries out. */
public record StorePorts(
        TakeSlots slots,
        StoreRejection rejections,
        HoldSlot holds,
        FindAssignment assignments,
        ChangeAssignment changes,
        FindRanOut ranOut,
        FindReceipt receipts) {

    public static StorePorts of(InMemoryAssignments store) {
        return new StorePorts(store, store, store, store, store, store, store);
    }
}
