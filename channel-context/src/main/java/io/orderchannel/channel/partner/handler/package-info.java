/** The functions that talk with the partner, and how they are put together. */
@NullMarked
package io.orderchannel.channel.partner.handler;

import org.jspecify.annotations.NullMarked;
