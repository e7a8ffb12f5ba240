@NullMarked
package faas.kit.time;

import org.jspecify.annotations.NullMarked;
