/**
 * The Lambda service: execution environments as processes that run the official runtime interface client, the Runtime
 * API they talk to, their cold and warm life cycle, concurrency limits and figures.
 */
@NullMarked
package faas.localcloud.lambda;

import org.jspecify.annotations.NullMarked;
