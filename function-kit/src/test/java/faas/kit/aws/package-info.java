/** What stands in for AWS behind the clients of the SDK. */
@NullMarked
package faas.kit.aws;

import org.jspecify.annotations.NullMarked;
