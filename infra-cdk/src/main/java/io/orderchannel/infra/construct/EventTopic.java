package io.orderchannel.infra.construct;

import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The topic that a context's events are published to. It stores them encrypted with the account's own SNS key, whose
 * policy lets in whoever of the account may publish, and takes nothing that did not come over TLS.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html">Encryption at rest</a>
 */
public final class EventTopic extends Construct {
    private final Topic topic;

    public EventTopic(Construct scope, String id, String topicName) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .topicName(topicName)
                .masterKey(Alias.fromAliasName(this, "Key", "alias/aws/sns"))
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
