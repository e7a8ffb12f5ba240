@NullMarked
package faas.kit.retry;

import org.jspecify.annotations.NullMarked;
