/** The function that stands in for the partner, and how it is put together. */
@NullMarked
package io.orderchannel.simulator.handler;

import org.jspecify.annotations.NullMarked;
