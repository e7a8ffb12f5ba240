@NullMarked
package faas.acceptance.system;

import org.jspecify.annotations.NullMarked;
