@NullMarked
package io.orderchannel.localcloud.secrets;

import org.jspecify.annotations.NullMarked;
