/** Batches from queues and streams, with a result for each message. */
@NullMarked
package faas.kit.batch;

import org.jspecify.annotations.NullMarked;
