/** What can be done with slots and assignments, one use case a class, and the ports that the use cases need. */
@NullMarked
package io.orderchannel.channel.slots.application;

import org.jspecify.annotations.NullMarked;
