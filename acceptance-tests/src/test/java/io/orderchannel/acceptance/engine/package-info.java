@NullMarked
package io.orderchannel.acceptance.engine;

import org.jspecify.annotations.NullMarked;
