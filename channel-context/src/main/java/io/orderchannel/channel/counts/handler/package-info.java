/** The function that counts orders' events, and how it is put together. */
@NullMarked
package io.orderchannel.channel.counts.handler;

import org.jspecify.annotations.NullMarked;
