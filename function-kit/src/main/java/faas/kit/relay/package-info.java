/** The transactional outbox: from a table's stream to a topic. */
@NullMarked
package faas.kit.relay;

import org.jspecify.annotations.NullMarked;
