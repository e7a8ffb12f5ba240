/** The local engine: a cloud assembly, provisioned in one process tree on this machine. */
@NullMarked
package io.orderchannel.localcloud;

import org.jspecify.annotations.NullMarked;
