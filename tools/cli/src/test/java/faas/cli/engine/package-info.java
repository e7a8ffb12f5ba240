@NullMarked
package faas.cli.engine;

import org.jspecify.annotations.NullMarked;
