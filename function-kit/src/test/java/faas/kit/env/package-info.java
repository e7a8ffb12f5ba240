@NullMarked
package faas.kit.env;

import org.jspecify.annotations.NullMarked;
