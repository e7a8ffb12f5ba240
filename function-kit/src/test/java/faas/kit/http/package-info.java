@NullMarked
package faas.kit.http;

import org.jspecify.annotations.NullMarked;
