@NullMarked
package faas.localcloud.lambda;

import org.jspecify.annotations.NullMarked;
