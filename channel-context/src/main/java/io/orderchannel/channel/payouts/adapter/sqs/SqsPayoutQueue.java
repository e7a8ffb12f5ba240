package io.orderchannel.channel.payouts.adapter.sqs;

import io.orderchannel.channel.payouts.application.PayoutQueue;
import io.orderchannel.channel.payouts.domain.Backlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * The payout queue in SQS, polled by the function itself and not by an event-source mapping. Safe for use by several
 * threads.
 */
public final class SqsPayoutQueue implements PayoutQueue {
    /** The most that one call takes. */
    private static final int BATCH = 10;

    /**
     * A poll that waits asks all of SQS's servers, so an empty answer means an empty queue; one that doesn't asks some
     * of them (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html">Short
     * and long polling</a>).
     */
    private static final int WAIT_SECONDS = 1;

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsPayoutQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Approximate: the figures settle about a minute after the last change (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html">GetQueueAttributes</a>).
     */
    @Override
    public Backlog backlog() {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(GetQueueAttributesRequest.builder()
                        .queueUrl(queueUrl)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                        .build())
                .attributes();
        return new Backlog(
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    @Override
    public List<Delivered> receive() {
        List<Message> messages = sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(WAIT_SECONDS)
                        .build())
                .messages();
        return messages.stream()
                .map(message -> new Delivered(message.messageId(), message.receiptHandle(), message.body()))
                .toList();
    }

    /** What SQS refuses to delete is delivered again, so there is nothing to be done about it here. */
    @Override
    public void delete(List<Delivered> processed) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(processed.size());
        for (Delivered message : processed) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receipt())
                    .build());
        }
        sqs.deleteMessageBatch(DeleteMessageBatchRequest.builder()
                .queueUrl(queueUrl)
                .entries(entries)
                .build());
    }

    private int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        @Nullable String value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("payout queue " + queueUrl + ": no attribute " + name);
        }
        return Integer.parseInt(value);
    }
}
