@NullMarked
package io.orderchannel.infra.channel;

import org.jspecify.annotations.NullMarked;
