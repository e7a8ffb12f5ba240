@NullMarked
package faas.kit.batch;

import org.jspecify.annotations.NullMarked;
