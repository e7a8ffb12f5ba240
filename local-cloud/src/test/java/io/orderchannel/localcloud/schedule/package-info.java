@NullMarked
package io.orderchannel.localcloud.schedule;

import org.jspecify.annotations.NullMarked;
