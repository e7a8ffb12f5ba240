/** Policies: whether a statement admits a service or a role to an action. */
@NullMarked
package faas.localcloud.policy;

import org.jspecify.annotations.NullMarked;
