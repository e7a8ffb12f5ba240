/** JSON as trees, the one mapper of the engine. */
@NullMarked
package faas.localcloud.json;

import org.jspecify.annotations.NullMarked;
