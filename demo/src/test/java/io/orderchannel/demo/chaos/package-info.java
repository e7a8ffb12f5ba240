@NullMarked
package io.orderchannel.demo.chaos;

import org.jspecify.annotations.NullMarked;
