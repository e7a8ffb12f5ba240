/** Starts by hand what a schedule starts by the clock. */
@NullMarked
package io.orderchannel.demo.trigger;

import org.jspecify.annotations.NullMarked;
