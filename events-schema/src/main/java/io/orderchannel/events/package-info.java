/** The contract between the bounded contexts: events, their envelope and their schemas. */
@NullMarked
package io.orderchannel.events;

import org.jspecify.annotations.NullMarked;
