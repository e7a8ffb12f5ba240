@NullMarked
package io.orderchannel.events;

import org.jspecify.annotations.NullMarked;
