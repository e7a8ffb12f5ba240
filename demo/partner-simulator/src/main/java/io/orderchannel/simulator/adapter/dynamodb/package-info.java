/** What the simulator remembers from one call to the next. */
@NullMarked
package io.orderchannel.simulator.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
