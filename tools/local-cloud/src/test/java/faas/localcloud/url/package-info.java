@NullMarked
package faas.localcloud.url;

import org.jspecify.annotations.NullMarked;
