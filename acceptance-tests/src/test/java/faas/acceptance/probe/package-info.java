@NullMarked
package faas.acceptance.probe;

import org.jspecify.annotations.NullMarked;
