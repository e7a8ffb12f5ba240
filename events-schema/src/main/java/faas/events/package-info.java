/** What the events of all contexts share: the envelope, and how a context registers its own. Knows no context. */
@NullMarked
package faas.events;

import org.jspecify.annotations.NullMarked;
