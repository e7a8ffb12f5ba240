@NullMarked
package io.orderchannel.localcloud.url;

import org.jspecify.annotations.NullMarked;
