/** Queues: ElasticMQ in this process, counted. */
@NullMarked
package faas.localcloud.sqs;

import org.jspecify.annotations.NullMarked;
