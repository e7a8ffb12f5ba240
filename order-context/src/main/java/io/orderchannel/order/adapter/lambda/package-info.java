/** Calls of other contexts' functions by AWS Lambda. */
@NullMarked
package io.orderchannel.order.adapter.lambda;

import org.jspecify.annotations.NullMarked;
