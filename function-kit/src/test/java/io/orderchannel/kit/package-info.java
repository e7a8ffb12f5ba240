@NullMarked
package io.orderchannel.kit;

import org.jspecify.annotations.NullMarked;
