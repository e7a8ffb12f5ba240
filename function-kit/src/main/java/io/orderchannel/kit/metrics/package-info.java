/** Metrics in CloudWatch's embedded metric format. */
@NullMarked
package io.orderchannel.kit.metrics;

import org.jspecify.annotations.NullMarked;
