/** Signed HTTP to functions' URLs. */
@NullMarked
package faas.cli.http;

import org.jspecify.annotations.NullMarked;
