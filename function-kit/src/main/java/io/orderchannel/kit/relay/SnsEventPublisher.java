package io.orderchannel.kit.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * Publishes to an SNS topic, ten events a call, each with the message attribute {@code type}, and those that it names itself, which filter policies look at
 * (<a href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>: each entry succeeds or fails
 * alone).
 */
public final class SnsEventPublisher implements EventPublisher {
    private final SnsClient sns;
    private final String topicArn;

    public SnsEventPublisher(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    @Override
    public List<NotPublished> publish(List<OutgoingEvent> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>(batch.size());
        for (int index = 0; index < batch.size(); index++) {
            entries.add(entry(index, batch.get(index)));
        }
        PublishBatchResponse response =
                sns.publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(entries));
        return response.failed().stream().map(SnsEventPublisher::notPublished).toList();
    }

    private static PublishBatchRequestEntry entry(int index, OutgoingEvent event) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("type", text(event.type()));
        event.attributes().forEach((name, value) -> attributes.put(name, text(value)));
        return PublishBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .message(event.body())
                .messageAttributes(attributes)
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static NotPublished notPublished(BatchResultErrorEntry failed) {
        return new NotPublished(Integer.parseInt(failed.id()), failed.code() + ": " + failed.message());
    }
}
