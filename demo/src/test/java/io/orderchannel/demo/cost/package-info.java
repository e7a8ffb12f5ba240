@NullMarked
package io.orderchannel.demo.cost;

import org.jspecify.annotations.NullMarked;
