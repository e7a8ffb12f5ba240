/** Handlers that tests run in real execution environments, and what packs them as a function package. */
@NullMarked
package io.orderchannel.localcloud.probe;

import org.jspecify.annotations.NullMarked;
