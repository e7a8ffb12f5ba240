@NullMarked
package io.orderchannel.kit.priming;

import org.jspecify.annotations.NullMarked;
