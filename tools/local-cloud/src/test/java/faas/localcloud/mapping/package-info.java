@NullMarked
package faas.localcloud.mapping;

import org.jspecify.annotations.NullMarked;
