/** The contract of the Channel context: events, and the commands and replies of ManageSlot. */
@NullMarked
package io.orderchannel.events.channel;

import org.jspecify.annotations.NullMarked;
