/** The payout queue. */
@NullMarked
package io.orderchannel.channel.adapter.sqs;

import org.jspecify.annotations.NullMarked;
