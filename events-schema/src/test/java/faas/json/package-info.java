@NullMarked
package faas.json;

import org.jspecify.annotations.NullMarked;
