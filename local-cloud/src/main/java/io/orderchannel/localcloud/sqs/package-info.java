/** Queues: ElasticMQ in this process, counted. */
@NullMarked
package io.orderchannel.localcloud.sqs;

import org.jspecify.annotations.NullMarked;
