/** Topics and subscriptions: fan-out with filter policies, raw delivery and dead-letter queues. */
@NullMarked
package faas.localcloud.sns;

import org.jspecify.annotations.NullMarked;
