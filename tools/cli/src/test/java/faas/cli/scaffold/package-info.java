@NullMarked
package faas.cli.scaffold;

import org.jspecify.annotations.NullMarked;
