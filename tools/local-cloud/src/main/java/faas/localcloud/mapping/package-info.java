/** Event-source mappings: what polls queues and table streams and invokes functions with batches of records. */
@NullMarked
package faas.localcloud.mapping;

import org.jspecify.annotations.NullMarked;
