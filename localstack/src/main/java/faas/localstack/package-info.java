/** LocalStack in a container: start, ready check, logs, removal of what it started. */
@NullMarked
package faas.localstack;

import org.jspecify.annotations.NullMarked;
