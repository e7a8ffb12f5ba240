/** What the tools know of a system, and how its CDK app becomes a cloud assembly. Nothing here knows a context. */
@NullMarked
package faas.infra;

import org.jspecify.annotations.NullMarked;
