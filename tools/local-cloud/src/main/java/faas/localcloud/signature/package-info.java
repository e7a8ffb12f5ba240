/** Signature Version 4: who sent a request, by what is signed in its headers or in its query. */
@NullMarked
package faas.localcloud.signature;

import org.jspecify.annotations.NullMarked;
