/** Metrics in CloudWatch's embedded metric format. */
@NullMarked
package faas.kit.metrics;

import org.jspecify.annotations.NullMarked;
