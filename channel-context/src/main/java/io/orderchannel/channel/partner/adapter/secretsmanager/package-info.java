/** The keys that a partner's calls are signed with. */
@NullMarked
package io.orderchannel.channel.partner.adapter.secretsmanager;

import org.jspecify.annotations.NullMarked;
