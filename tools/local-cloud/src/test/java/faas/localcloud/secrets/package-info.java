@NullMarked
package faas.localcloud.secrets;

import org.jspecify.annotations.NullMarked;
