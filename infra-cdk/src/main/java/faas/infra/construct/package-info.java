/** Constructs that a bounded context is put together from: topic, table, queue, function and trigger. */
@NullMarked
package faas.infra.construct;

import org.jspecify.annotations.NullMarked;
