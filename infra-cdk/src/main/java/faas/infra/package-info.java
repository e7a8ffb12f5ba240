/**
 * What the tools know of a system, and how the declarations of its contexts become a cloud assembly. Nothing here knows
 * a context.
 */
@NullMarked
package faas.infra;

import org.jspecify.annotations.NullMarked;
