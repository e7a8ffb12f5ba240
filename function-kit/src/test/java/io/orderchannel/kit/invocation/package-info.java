@NullMarked
package io.orderchannel.kit.invocation;

import org.jspecify.annotations.NullMarked;
