@NullMarked
package io.orderchannel.demo.run;

import org.jspecify.annotations.NullMarked;
