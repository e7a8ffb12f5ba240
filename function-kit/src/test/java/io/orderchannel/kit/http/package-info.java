@NullMarked
package io.orderchannel.kit.http;

import org.jspecify.annotations.NullMarked;
