/** Tests and fixtures that belong to more than one capability of the context. */
@NullMarked
package io.orderchannel.channel;

import org.jspecify.annotations.NullMarked;
