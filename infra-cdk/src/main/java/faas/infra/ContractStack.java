package faas.infra;

import faas.infra.construct.EventTopic;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * What a context shows to others: its topic, and keys where it shares them with somebody outside. It is deployed before
 * any service stack, so that two contexts that listen to each other are no cycle.
 */
public final class ContractStack extends Stack {
    private final EventTopic topic;

    ContractStack(Construct scope, String id, String topicId, String topicName) {
        super(scope, id);
        topic = new EventTopic(this, topicId, topicName);
        CfnOutput.Builder.create(this, topicId + "TopicArn")
                .value(topic.topicArn())
                .build();
    }

    public EventTopic topic() {
        return topic;
    }
}
