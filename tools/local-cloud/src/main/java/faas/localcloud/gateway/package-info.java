/** The one endpoint that SDKs and the AWS CLI talk to. */
@NullMarked
package faas.localcloud.gateway;

import org.jspecify.annotations.NullMarked;
