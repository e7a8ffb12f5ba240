@NullMarked
package io.orderchannel.localcloud.mapping;

import org.jspecify.annotations.NullMarked;
