@NullMarked
package io.orderchannel.events.order;

import org.jspecify.annotations.NullMarked;
