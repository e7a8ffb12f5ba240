/** The Order context's stacks and the policies of its functions. */
@NullMarked
package io.orderchannel.infra.order;

import org.jspecify.annotations.NullMarked;
