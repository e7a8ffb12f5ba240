/** The system: its name and its contexts. */
@NullMarked
package io.orderchannel.infra;

import org.jspecify.annotations.NullMarked;
