/** Payouts, the lag of their queue and the claim on it, in the table of the context. */
@NullMarked
package io.orderchannel.channel.payouts.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
