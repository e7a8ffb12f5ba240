/** What can be done with assignments, one use case a class, and the ports that the use cases need. */
@NullMarked
package io.orderchannel.channel.application;

import org.jspecify.annotations.NullMarked;
