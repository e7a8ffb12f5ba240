@NullMarked
package io.orderchannel.acceptance.system;

import org.jspecify.annotations.NullMarked;
