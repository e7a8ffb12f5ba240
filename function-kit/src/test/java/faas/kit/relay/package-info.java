@NullMarked
package faas.kit.relay;

import org.jspecify.annotations.NullMarked;
