/** The rules of the code's structure, each shown to find a planted violation. */
@NullMarked
package io.orderchannel.architecture;

import org.jspecify.annotations.NullMarked;
