@NullMarked
package io.orderchannel.demo.trigger;

import org.jspecify.annotations.NullMarked;
