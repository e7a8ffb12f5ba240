/** A writer for small JSON documents. */
@NullMarked
package faas.kit.json;

import org.jspecify.annotations.NullMarked;
