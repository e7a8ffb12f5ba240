@NullMarked
package faas.localcloud;

import org.jspecify.annotations.NullMarked;
