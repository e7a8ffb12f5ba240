/** EventBridge rules on a schedule: when they fire, and the event that their targets get. */
@NullMarked
package faas.localcloud.schedule;

import org.jspecify.annotations.NullMarked;
