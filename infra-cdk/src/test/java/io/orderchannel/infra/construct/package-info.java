@NullMarked
package io.orderchannel.infra.construct;

import org.jspecify.annotations.NullMarked;
