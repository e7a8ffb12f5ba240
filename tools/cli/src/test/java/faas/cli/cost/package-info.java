@NullMarked
package faas.cli.cost;

import org.jspecify.annotations.NullMarked;
