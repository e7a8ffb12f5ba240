/** JSON as functions read and write it: events, request bodies, log lines and metrics. */
@NullMarked
package faas.json;

import org.jspecify.annotations.NullMarked;
