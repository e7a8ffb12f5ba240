@NullMarked
package faas.kit.json;

import org.jspecify.annotations.NullMarked;
