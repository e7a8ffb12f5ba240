@NullMarked
package io.orderchannel.kit.webhook;

import org.jspecify.annotations.NullMarked;
