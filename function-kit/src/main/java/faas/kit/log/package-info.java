/** Structured logging. */
@NullMarked
package faas.kit.log;

import org.jspecify.annotations.NullMarked;
