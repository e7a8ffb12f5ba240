/** Time that an invocation has left. Uses the JDK only, so that use cases take it as they take a clock. */
@NullMarked
package faas.kit.time;

import org.jspecify.annotations.NullMarked;
