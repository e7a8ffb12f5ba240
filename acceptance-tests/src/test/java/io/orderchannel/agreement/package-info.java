/** Holds both contexts' use cases against each other, whatever happens between them. */
@NullMarked
package io.orderchannel.agreement;

import org.jspecify.annotations.NullMarked;
