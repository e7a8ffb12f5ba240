/** The partner behind its HTTP endpoint. */
@NullMarked
package io.orderchannel.channel.adapter.http;

import org.jspecify.annotations.NullMarked;
