/** What the engines make of the behaviours that they could differ in, and what AWS's documentation says of each. */
@NullMarked
package faas.acceptance.conformance;

import org.jspecify.annotations.NullMarked;
