@NullMarked
package io.orderchannel.kit.json;

import org.jspecify.annotations.NullMarked;
