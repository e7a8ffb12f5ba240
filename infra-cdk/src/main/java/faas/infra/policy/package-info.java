/**
 * The metadata of a function service as typed values: consumer group, batch, retry, dead-letter and scaling policy,
 * and the rules that hold between them. Nothing here knows a context or declares a resource.
 */
@NullMarked
package faas.infra.policy;

import org.jspecify.annotations.NullMarked;
