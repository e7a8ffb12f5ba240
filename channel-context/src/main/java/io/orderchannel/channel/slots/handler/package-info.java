/** The functions that hold, assign and give back slots and tell of it, and how they are put together. */
@NullMarked
package io.orderchannel.channel.slots.handler;

import org.jspecify.annotations.NullMarked;
