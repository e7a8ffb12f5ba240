/** The functions that measure and drain the payout queue, and how they are put together. */
@NullMarked
package io.orderchannel.channel.payouts.handler;

import org.jspecify.annotations.NullMarked;
