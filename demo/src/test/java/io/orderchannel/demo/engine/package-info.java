@NullMarked
package io.orderchannel.demo.engine;

import org.jspecify.annotations.NullMarked;
