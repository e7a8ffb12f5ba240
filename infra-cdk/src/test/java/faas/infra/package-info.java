@NullMarked
package faas.infra;

import org.jspecify.annotations.NullMarked;
