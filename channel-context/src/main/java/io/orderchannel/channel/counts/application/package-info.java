/** Counting orders' events, with the port that stores the counts. */
@NullMarked
package io.orderchannel.channel.counts.application;

import org.jspecify.annotations.NullMarked;
