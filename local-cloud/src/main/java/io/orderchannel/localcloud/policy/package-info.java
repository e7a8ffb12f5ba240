/** Resource policies: whether a statement admits a service to an action. */
@NullMarked
package io.orderchannel.localcloud.policy;

import org.jspecify.annotations.NullMarked;
