@NullMarked
package faas.localcloud.async;

import org.jspecify.annotations.NullMarked;
