/** The schedules of a deployed stage. */
@NullMarked
package faas.cli.schedule;

import org.jspecify.annotations.NullMarked;
