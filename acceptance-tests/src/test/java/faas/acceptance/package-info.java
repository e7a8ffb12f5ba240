/** Tests of any system's engine. A system's own tests are in its own packages. */
@NullMarked
package faas.acceptance;

import org.jspecify.annotations.NullMarked;
