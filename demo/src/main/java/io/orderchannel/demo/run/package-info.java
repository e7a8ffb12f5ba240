/** One run: every line sent, every accepted order followed until it is settled. */
@NullMarked
package io.orderchannel.demo.run;

import org.jspecify.annotations.NullMarked;
