package com.example.sample.adapter.sqs;

import com.example.sample.application.DrainForLagBacklog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** The backlog in an SQS queue. Safe for use by several threads. */
public final class SqsDrainForLagBacklog implements DrainForLagBacklog {
    /** The most that one call takes. */
    private static final int BATCH = 10;

    /**
     * A poll that waits asks all of SQS's servers, so an empty answer means an empty queue (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html">Short
     * and long polling</a>).
     */
    private static final int WAIT_SECONDS = 1;

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsDrainForLagBacklog(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public int size() {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(GetQueueAttributesRequest.builder()
                        .queueUrl(queueUrl)
                        .attributeNames(COUNTS)
                        .build())
                .attributes();
        return COUNTS.stream()
                .mapToInt(name -> Integer.parseInt(Objects.requireNonNull(counts.get(name), name.toString())))
                .sum();
    }

    @Override
    public List<Delivered> receive() {
        return sqs
                .receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(queueUrl)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(WAIT_SECONDS)
                        .build())
                .messages()
                .stream()
                .map(message -> new Delivered(message.messageId(), message.receiptHandle(), message.body()))
                .toList();
    }

    /** What SQS refuses to delete is delivered again, so nothing is to be done about it here. */
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
}
