/** Topics and subscriptions: fan-out with filter policies, raw delivery and dead-letter queues. */
@NullMarked
package io.orderchannel.localcloud.sns;

import org.jspecify.annotations.NullMarked;
