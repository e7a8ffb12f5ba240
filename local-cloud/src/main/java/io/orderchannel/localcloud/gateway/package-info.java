/** The one endpoint that SDKs and the AWS CLI talk to. */
@NullMarked
package io.orderchannel.localcloud.gateway;

import org.jspecify.annotations.NullMarked;
