/** Secrets Manager: secrets in memory, with versions and staging labels. */
@NullMarked
package io.orderchannel.localcloud.secrets;

import org.jspecify.annotations.NullMarked;
