/** LocalStack in a container: start, ready check, logs, removal of what it started. */
@NullMarked
package io.orderchannel.localstack;

import org.jspecify.annotations.NullMarked;
