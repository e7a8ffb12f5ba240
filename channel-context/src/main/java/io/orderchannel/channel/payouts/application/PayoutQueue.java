package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Backlog;
import java.util.List;

/** Port: the queue of delivered orders that are to be paid. */
public interface PayoutQueue {
    /** How much waits. */
    Backlog backlog();

    /** The next messages, up to ten, hidden from others for a while; none if the queue seems empty. */
    List<Delivered> receive();

    /** Takes messages off the queue for good. One that stays comes again. */
    void delete(List<Delivered> processed);

    /**
     * A message.
     *
     * @param receipt what it is deleted by
     */
    record Delivered(String messageId, String receipt, String body) {}
}
