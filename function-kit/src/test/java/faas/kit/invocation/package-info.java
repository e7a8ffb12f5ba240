@NullMarked
package faas.kit.invocation;

import org.jspecify.annotations.NullMarked;
