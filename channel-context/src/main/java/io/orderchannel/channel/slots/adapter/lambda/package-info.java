/** Calls of other functions of this context. */
@NullMarked
package io.orderchannel.channel.slots.adapter.lambda;

import org.jspecify.annotations.NullMarked;
