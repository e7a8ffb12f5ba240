@NullMarked
package io.orderchannel.demo.input;

import org.jspecify.annotations.NullMarked;
