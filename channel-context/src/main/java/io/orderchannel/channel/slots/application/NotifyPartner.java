package io.orderchannel.channel.slots.application;

/**
 * Port: has the partner notified, at some time and perhaps more than once. What goes wrong after this call returned does not come back to the
 * caller.
 */
public interface NotifyPartner {

    /**
     * Puts the notification under way.
     *
     * @throws RuntimeException if it is not known to be under way; asking again is safe
     */
    void notify(PartnerNotification notification);
}
