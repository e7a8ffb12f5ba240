/** A run with faults: orders sent while processes are killed and messages disturbed, and what is compared at rest. */
@NullMarked
package io.orderchannel.demo.chaos;

import org.jspecify.annotations.NullMarked;
