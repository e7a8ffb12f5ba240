/** The verbs that write code: systems, contexts, functions and events. */
@NullMarked
package faas.cli.scaffold;

import org.jspecify.annotations.NullMarked;
