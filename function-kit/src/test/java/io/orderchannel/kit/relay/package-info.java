@NullMarked
package io.orderchannel.kit.relay;

import org.jspecify.annotations.NullMarked;
