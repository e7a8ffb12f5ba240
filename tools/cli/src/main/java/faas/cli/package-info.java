/** The verbs of {@code ./faas} that fit any system, and the engines that they start or deploy to. */
@NullMarked
package faas.cli;

import org.jspecify.annotations.NullMarked;
