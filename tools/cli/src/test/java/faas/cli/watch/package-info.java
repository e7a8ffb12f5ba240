@NullMarked
package faas.cli.watch;

import org.jspecify.annotations.NullMarked;
