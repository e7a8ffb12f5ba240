/** The functions of the Order context, one handler each, and how they are put together. */
@NullMarked
package io.orderchannel.order.handler;

import org.jspecify.annotations.NullMarked;
