@NullMarked
package faas.events;

import org.jspecify.annotations.NullMarked;
