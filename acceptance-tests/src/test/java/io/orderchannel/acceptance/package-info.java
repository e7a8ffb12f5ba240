@NullMarked
package io.orderchannel.acceptance;

import org.jspecify.annotations.NullMarked;
