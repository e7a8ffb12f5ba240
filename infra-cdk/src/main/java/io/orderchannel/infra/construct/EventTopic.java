package io.orderchannel.infra.construct;

import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The topic that a context's events are published to; anything on it came over TLS. */
public final class EventTopic extends Construct {
    private final Topic topic;

    public EventTopic(Construct scope, String id, String topicName) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .topicName(topicName)
                .enforceSsl(true)
                .build();
    }

    public ITopic topic() {
        return topic;
    }

    public String topicArn() {
        return topic.getTopicArn();
    }
}
