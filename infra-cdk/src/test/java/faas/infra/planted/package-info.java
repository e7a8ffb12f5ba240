@NullMarked
package faas.infra.planted;

import org.jspecify.annotations.NullMarked;
