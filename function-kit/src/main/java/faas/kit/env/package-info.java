/** Environment variables as typed values. */
@NullMarked
package faas.kit.env;

import org.jspecify.annotations.NullMarked;
