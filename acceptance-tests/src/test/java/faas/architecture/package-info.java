/** The rules of the code's structure, each shown to find a planted violation. */
@NullMarked
package faas.architecture;

import org.jspecify.annotations.NullMarked;
