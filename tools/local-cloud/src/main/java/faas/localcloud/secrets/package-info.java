/** Secrets Manager: secrets in memory, with versions and staging labels. */
@NullMarked
package faas.localcloud.secrets;

import org.jspecify.annotations.NullMarked;
