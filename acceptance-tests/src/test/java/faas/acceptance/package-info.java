/** Tests of any system's engine. {@code io.orderchannel.acceptance} has those of this system. */
@NullMarked
package faas.acceptance;

import org.jspecify.annotations.NullMarked;
