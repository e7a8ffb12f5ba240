@NullMarked
package io.orderchannel.events.channel;

import org.jspecify.annotations.NullMarked;
