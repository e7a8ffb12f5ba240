/** Slots and assignments in the table of the context. */
@NullMarked
package io.orderchannel.channel.slots.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
