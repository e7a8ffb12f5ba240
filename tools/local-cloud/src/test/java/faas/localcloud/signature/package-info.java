@NullMarked
package faas.localcloud.signature;

import org.jspecify.annotations.NullMarked;
