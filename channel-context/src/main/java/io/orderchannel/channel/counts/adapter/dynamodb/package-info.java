/** Counters in the table of the context. */
@NullMarked
package io.orderchannel.channel.counts.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
