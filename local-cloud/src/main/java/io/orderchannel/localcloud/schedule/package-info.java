/** EventBridge rules on a schedule: when they fire, and the event that their targets get. */
@NullMarked
package io.orderchannel.localcloud.schedule;

import org.jspecify.annotations.NullMarked;
