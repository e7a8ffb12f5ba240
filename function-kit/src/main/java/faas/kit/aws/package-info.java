/** Clients of AWS services. */
@NullMarked
package faas.kit.aws;

import org.jspecify.annotations.NullMarked;
