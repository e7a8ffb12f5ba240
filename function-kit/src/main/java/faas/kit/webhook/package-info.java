/** Signed calls from and to partners, by the Standard Webhooks scheme. */
@NullMarked
package faas.kit.webhook;

import org.jspecify.annotations.NullMarked;
