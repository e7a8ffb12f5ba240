/** Measuring and draining the payout queue, one use case a class, and the ports that the use cases need. */
@NullMarked
package io.orderchannel.channel.payouts.application;

import org.jspecify.annotations.NullMarked;
