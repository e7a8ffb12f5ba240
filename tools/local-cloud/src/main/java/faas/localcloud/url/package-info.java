/** Function URLs: the HTTP front of functions, with Signature Version 4 verified where the URL asks for it. */
@NullMarked
package faas.localcloud.url;

import org.jspecify.annotations.NullMarked;
