@NullMarked
package io.orderchannel.demo.cli;

import org.jspecify.annotations.NullMarked;
