/** What can be done with orders, one use case a class, and the ports that the use cases need. */
@NullMarked
package io.orderchannel.order.application;

import org.jspecify.annotations.NullMarked;
