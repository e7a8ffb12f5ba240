@NullMarked
package io.orderchannel.infra.policy;

import org.jspecify.annotations.NullMarked;
