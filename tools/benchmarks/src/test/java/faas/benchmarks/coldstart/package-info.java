/** How much later a function's first answer comes because of a library. */
@NullMarked
package faas.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
