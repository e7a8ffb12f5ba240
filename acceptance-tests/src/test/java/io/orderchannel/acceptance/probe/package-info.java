@NullMarked
package io.orderchannel.acceptance.probe;

import org.jspecify.annotations.NullMarked;
