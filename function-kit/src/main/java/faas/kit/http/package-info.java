/** Requests to and answers of function URLs. */
@NullMarked
package faas.kit.http;

import org.jspecify.annotations.NullMarked;
