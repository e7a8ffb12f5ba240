@NullMarked
package faas.kit.webhook;

import org.jspecify.annotations.NullMarked;
