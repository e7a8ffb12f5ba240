/** A run with faults: sends orders while processes are killed and deliveries disturbed, and compares at rest. */
@NullMarked
package io.orderchannel.demo.chaos;

import org.jspecify.annotations.NullMarked;
