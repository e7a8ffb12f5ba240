@NullMarked
package faas.cli;

import org.jspecify.annotations.NullMarked;
