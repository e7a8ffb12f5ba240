@NullMarked
package faas.kit.priming;

import org.jspecify.annotations.NullMarked;
