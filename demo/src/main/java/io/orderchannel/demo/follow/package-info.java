/** Follows orders as a consumer that is no function: a queue of its own on the topic of order events. */
@NullMarked
package io.orderchannel.demo.follow;

import org.jspecify.annotations.NullMarked;
