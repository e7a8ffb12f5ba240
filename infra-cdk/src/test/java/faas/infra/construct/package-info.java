@NullMarked
package faas.infra.construct;

import org.jspecify.annotations.NullMarked;
