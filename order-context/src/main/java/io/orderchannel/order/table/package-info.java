/** The names in Order's table that its adapter and its stack share. */
@NullMarked
package io.orderchannel.order.table;

import org.jspecify.annotations.NullMarked;
