package io.orderchannel.channel.slots.application;

import java.util.Optional;

/** Port: whether a message of the partner took effect before, as the last completed write left it. */
public interface FindReceipt {

    /** Empty for a message that took no effect, or whose receipt is too old to be kept. */
    Optional<Receipt> find(String webhookId);
}
