@NullMarked
package faas.kit.metrics;

import org.jspecify.annotations.NullMarked;
