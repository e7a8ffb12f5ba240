/** Handlers that tests run in real execution environments, and what packs them as a function package. */
@NullMarked
package faas.localcloud.probe;

import org.jspecify.annotations.NullMarked;
