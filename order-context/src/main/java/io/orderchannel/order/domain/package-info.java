/** Orders and the rules they obey. Knows the JDK and nothing of storage, events on the wire or HTTP. */
@NullMarked
package io.orderchannel.order.domain;

import org.jspecify.annotations.NullMarked;
