/** Reads a file of orders, one JSON object a line. */
@NullMarked
package io.orderchannel.demo.input;

import org.jspecify.annotations.NullMarked;
