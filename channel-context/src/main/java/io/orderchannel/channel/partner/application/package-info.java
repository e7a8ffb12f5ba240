/** What the partner is notified of and what it reports, one use case a class, and the ports that the use cases need. */
@NullMarked
package io.orderchannel.channel.partner.application;

import org.jspecify.annotations.NullMarked;
