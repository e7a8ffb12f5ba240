/** The contract of the Order context: events, their types and their JSON. */
@NullMarked
package io.orderchannel.events.order;

import org.jspecify.annotations.NullMarked;
