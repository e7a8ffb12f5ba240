/** Work done before a SnapStart snapshot. */
@NullMarked
package faas.kit.priming;

import org.jspecify.annotations.NullMarked;
