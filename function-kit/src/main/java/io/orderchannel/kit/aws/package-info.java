/** Clients of AWS services. */
@NullMarked
package io.orderchannel.kit.aws;

import org.jspecify.annotations.NullMarked;
