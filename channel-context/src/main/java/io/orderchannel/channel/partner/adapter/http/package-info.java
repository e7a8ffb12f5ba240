/** The partner behind its HTTP endpoint. */
@NullMarked
package io.orderchannel.channel.partner.adapter.http;

import org.jspecify.annotations.NullMarked;
