/** The Channel context's stacks and the policies of its functions. */
@NullMarked
package io.orderchannel.infra.channel;

import org.jspecify.annotations.NullMarked;
