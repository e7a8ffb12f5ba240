/**
 * What a channel is owed for the orders that it delivered, and when a drain of the payout queue is worth its cost.
 */
@NullMarked
package io.orderchannel.channel.payouts.domain;

import org.jspecify.annotations.NullMarked;
