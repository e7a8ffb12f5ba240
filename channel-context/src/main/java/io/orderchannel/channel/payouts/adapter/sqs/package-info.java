/** The payout queue. */
@NullMarked
package io.orderchannel.channel.payouts.adapter.sqs;

import org.jspecify.annotations.NullMarked;
