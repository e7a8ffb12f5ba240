package io.orderchannel.channel.partner.handler;

import org.jspecify.annotations.Nullable;

/**
 * The partner was not notified, or that is not known. An error of the function, so that Lambda tries again or hands the
 * event to its destination.
 */
final class PartnerNotNotifiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartnerNotNotifiedException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
