@NullMarked
package io.orderchannel.kit.retry;

import org.jspecify.annotations.NullMarked;
