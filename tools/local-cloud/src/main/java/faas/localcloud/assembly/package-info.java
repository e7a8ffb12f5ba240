/** The cloud assembly as CDK wrote it: stacks, templates, assets, and the values of intrinsic functions. */
@NullMarked
package faas.localcloud.assembly;

import org.jspecify.annotations.NullMarked;
