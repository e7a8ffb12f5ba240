@NullMarked
package io.orderchannel.kit.metrics;

import org.jspecify.annotations.NullMarked;
