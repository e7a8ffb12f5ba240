/** The call that starts a drain. */
@NullMarked
package io.orderchannel.channel.payouts.adapter.lambda;

import org.jspecify.annotations.NullMarked;
