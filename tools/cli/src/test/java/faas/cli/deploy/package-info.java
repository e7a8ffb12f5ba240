@NullMarked
package faas.cli.deploy;

import org.jspecify.annotations.NullMarked;
