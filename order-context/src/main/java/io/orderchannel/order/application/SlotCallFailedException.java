package io.orderchannel.order.application;

import org.jspecify.annotations.Nullable;

/** The Channel context gave no answer that can be used. Commands are idempotent, so the same one may be given again. */
public final class SlotCallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SlotCallFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
