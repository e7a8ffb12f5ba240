/** A planted context: its one type has two versions, and what is stored as the second is published as both. */
@NullMarked
package faas.events.parcel;

import org.jspecify.annotations.NullMarked;
