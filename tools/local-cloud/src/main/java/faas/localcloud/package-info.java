/** The local engine: a cloud assembly, provisioned in one process tree on this machine. */
@NullMarked
package faas.localcloud;

import org.jspecify.annotations.NullMarked;
