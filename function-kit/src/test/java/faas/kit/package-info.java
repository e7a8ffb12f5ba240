@NullMarked
package faas.kit;

import org.jspecify.annotations.NullMarked;
