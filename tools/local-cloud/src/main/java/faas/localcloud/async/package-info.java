/** Asynchronous invocation: events that wait for their function, retries, and what becomes of those given up. */
@NullMarked
package faas.localcloud.async;

import org.jspecify.annotations.NullMarked;
