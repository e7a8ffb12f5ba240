/** Dead letters: what they were, why they failed, and the ways back to where they came from. */
@NullMarked
package faas.cli.deadletters;

import org.jspecify.annotations.NullMarked;
