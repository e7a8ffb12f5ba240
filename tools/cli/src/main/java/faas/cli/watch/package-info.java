/** {@code up --watch}: builds what changes in the sources while the engine runs, and hands it over. */
@NullMarked
package faas.cli.watch;

import org.jspecify.annotations.NullMarked;
