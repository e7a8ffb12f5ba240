/** A writer for small JSON documents. */
@NullMarked
package io.orderchannel.kit.json;

import org.jspecify.annotations.NullMarked;
