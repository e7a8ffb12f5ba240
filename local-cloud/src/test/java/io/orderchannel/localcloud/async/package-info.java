@NullMarked
package io.orderchannel.localcloud.async;

import org.jspecify.annotations.NullMarked;
