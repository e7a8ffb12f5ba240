@NullMarked
package io.orderchannel.kit.batch;

import org.jspecify.annotations.NullMarked;
