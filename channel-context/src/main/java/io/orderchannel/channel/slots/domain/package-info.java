/**
 * Channels, their slots and the assignments of orders to them. Knows the JDK and nothing of storage or events on the
 * wire.
 */
@NullMarked
package io.orderchannel.channel.slots.domain;

import org.jspecify.annotations.NullMarked;
