/** One invocation of a function: its time, log, metrics and kind of start. */
@NullMarked
package faas.kit.invocation;

import org.jspecify.annotations.NullMarked;
