@NullMarked
package io.orderchannel.localcloud.lambda;

import org.jspecify.annotations.NullMarked;
