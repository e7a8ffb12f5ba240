@NullMarked
package faas.acceptance.engine;

import org.jspecify.annotations.NullMarked;
