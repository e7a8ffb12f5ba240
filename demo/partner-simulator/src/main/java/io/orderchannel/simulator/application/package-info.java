/** What a partner does with the notices that it gets. */
@NullMarked
package io.orderchannel.simulator.application;

import org.jspecify.annotations.NullMarked;
