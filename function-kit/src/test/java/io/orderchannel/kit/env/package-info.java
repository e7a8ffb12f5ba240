@NullMarked
package io.orderchannel.kit.env;

import org.jspecify.annotations.NullMarked;
