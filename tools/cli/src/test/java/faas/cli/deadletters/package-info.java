@NullMarked
package faas.cli.deadletters;

import org.jspecify.annotations.NullMarked;
