@NullMarked
package io.orderchannel.infra.partner;

import org.jspecify.annotations.NullMarked;
