@NullMarked
package io.orderchannel.infra.order;

import org.jspecify.annotations.NullMarked;
