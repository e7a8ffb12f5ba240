/** The functions of the Channel context, one handler each, and how they are put together. */
@NullMarked
package io.orderchannel.channel.handler;

import org.jspecify.annotations.NullMarked;
