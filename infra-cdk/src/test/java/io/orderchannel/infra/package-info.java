@NullMarked
package io.orderchannel.infra;

import org.jspecify.annotations.NullMarked;
