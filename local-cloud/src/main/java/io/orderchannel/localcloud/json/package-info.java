/** JSON as trees, the one mapper of the engine. */
@NullMarked
package io.orderchannel.localcloud.json;

import org.jspecify.annotations.NullMarked;
