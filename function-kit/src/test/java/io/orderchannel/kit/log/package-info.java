@NullMarked
package io.orderchannel.kit.log;

import org.jspecify.annotations.NullMarked;
