/** The verbs of ./faas that need Java. */
@NullMarked
package io.orderchannel.demo.cli;

import org.jspecify.annotations.NullMarked;
