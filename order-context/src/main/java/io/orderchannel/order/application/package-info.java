/** The use cases of orders, a class each, and the ports that they need. */
@NullMarked
package io.orderchannel.order.application;

import org.jspecify.annotations.NullMarked;
