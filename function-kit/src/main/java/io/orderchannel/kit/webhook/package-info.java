/** Signed calls from and to partners, by the Standard Webhooks scheme. */
@NullMarked
package io.orderchannel.kit.webhook;

import org.jspecify.annotations.NullMarked;
