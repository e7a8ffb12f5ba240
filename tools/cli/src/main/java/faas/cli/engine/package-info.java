/** The engine that the orders run on: starting it, where to find it, what it recorded. */
@NullMarked
package faas.cli.engine;

import org.jspecify.annotations.NullMarked;
