package faas.kit.relay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * Publishes to an SNS topic, ten events a call, each with the message attribute {@code type}, and those that it names
 * itself, which filter policies look at (<a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html">PublishBatch</a>: each entry succeeds or
 * fails alone).
 *
 * <p>On a FIFO topic an event's message group is its aggregate and its deduplication id is its event id, with the type
 * for an older version (<a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-message-grouping.html">Message
 * grouping</a>). Since one entry of a call may fail and a later one succeed, a call has one event of each group, and a
 * group ends at its first event that was not taken, unless that one is refused for good.
 */
public final class SnsEventPublisher implements EventPublisher {
    /**
     * Codes that refuse an entry for its content. The sender's fault alone says too little: a missing permission and
     * throttling are the sender's fault as well, and neither is a reason to pass an event over
     * (<a href="https://docs.aws.amazon.com/sns/latest/api/API_BatchResultErrorEntry.html">BatchResultErrorEntry</a>,
     * <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors">errors of Publish</a>).
     */
    private static final Set<String> EVENT_REFUSED =
            Set.of("InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid");

    private static final String GROUP_STOPPED = "an earlier event of its aggregate was not published";

    private final SnsClient sns;
    private final String topicArn;

    public SnsEventPublisher(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /** A FIFO topic's name ends in {@code .fifo}. */
    @Override
    public boolean ordered() {
        return topicArn.endsWith(".fifo");
    }

    @Override
    public List<NotPublished> publish(List<OutgoingEvent> batch) {
        return ordered() ? publishInOrder(batch) : publishAtOnce(batch);
    }

    private List<NotPublished> publishAtOnce(List<OutgoingEvent> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>(batch.size());
        for (int index = 0; index < batch.size(); index++) {
            entries.add(entry(index, batch.get(index)).build());
        }
        return call(entries);
    }

    /** Calls until each group has ended; what a call after the first throws is the failure of what is left. */
    private List<NotPublished> publishInOrder(List<OutgoingEvent> batch) {
        Map<String, List<Integer>> waiting = new LinkedHashMap<>();
        for (int index = 0; index < batch.size(); index++) {
            waiting.computeIfAbsent(batch.get(index).aggregateId(), _ -> new ArrayList<>())
                    .add(index);
        }
        Map<Integer, NotPublished> notPublished = new HashMap<>();
        for (boolean first = true; !waiting.isEmpty(); first = false) {
            List<Integer> heads = waiting.values().stream().map(List::getFirst).toList();
            try {
                List<PublishBatchRequestEntry> entries = heads.stream()
                        .map(index -> inGroup(index, batch.get(index)))
                        .toList();
                call(entries).forEach(failed -> notPublished.put(failed.index(), failed));
            } catch (SdkException e) {
                if (first) {
                    throw e;
                }
                heads.forEach(
                        index -> notPublished.put(index, new NotPublished(index, String.valueOf(e.getMessage()))));
            }
            waiting.values().forEach(group -> {
                NotPublished head = notPublished.get(group.removeFirst());
                if (head != null && !head.forGood()) {
                    group.forEach(index -> notPublished.put(index, new NotPublished(index, GROUP_STOPPED)));
                    group.clear();
                }
            });
            waiting.values().removeIf(List::isEmpty);
        }
        return notPublished.values().stream()
                .sorted(Comparator.comparingInt(NotPublished::index))
                .toList();
    }

    private List<NotPublished> call(List<PublishBatchRequestEntry> entries) {
        PublishBatchResponse response =
                sns.publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(entries));
        return response.failed().stream().map(SnsEventPublisher::notPublished).toList();
    }

    private static PublishBatchRequestEntry inGroup(int index, OutgoingEvent event) {
        return entry(index, event)
                .messageGroupId(event.aggregateId())
                .messageDeduplicationId(event.deduplicationId())
                .build();
    }

    private static PublishBatchRequestEntry.Builder entry(int index, OutgoingEvent event) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("type", text(event.type()));
        event.attributes().forEach((name, value) -> attributes.put(name, text(value)));
        return PublishBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .message(event.body())
                .messageAttributes(attributes);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static NotPublished notPublished(BatchResultErrorEntry failed) {
        boolean forGood = Boolean.TRUE.equals(failed.senderFault()) && EVENT_REFUSED.contains(failed.code());
        // A message about a parameter may cite it, and the event is a parameter.
        return new NotPublished(
                Integer.parseInt(failed.id()),
                forGood ? failed.code() : failed.code() + ": " + failed.message(),
                forGood);
    }
}
