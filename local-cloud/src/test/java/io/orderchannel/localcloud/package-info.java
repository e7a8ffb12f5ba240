@NullMarked
package io.orderchannel.localcloud;

import org.jspecify.annotations.NullMarked;
