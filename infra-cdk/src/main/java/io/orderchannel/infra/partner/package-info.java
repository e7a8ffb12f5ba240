/** The simulated partner of demo and test stages. */
@NullMarked
package io.orderchannel.infra.partner;

import org.jspecify.annotations.NullMarked;
