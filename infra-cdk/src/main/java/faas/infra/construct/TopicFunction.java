package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.Stage;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.constructs.Construct;

/**
 * A function that a topic hands each event by itself, with no queue between them: commit on delivery, since to the
 * topic an event is done when Lambda has taken it. For consumers that may lose events; what they save is the queue, its
 * polls and its delay.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS and Lambda</a>
 */
public final class TopicFunction extends Construct {
    public TopicFunction(
            Construct scope,
            String id,
            Stage stage,
            EventTopic topic,
            ConsumerGroup group,
            AsyncFunctionPolicy policy,
            FunctionDeclaration<SNSEvent, ?> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofTopicFunction(id, policy, group, topic.type()));
        ServiceFunction service = ServiceFunction.asynchronous(this, id, stage, policy, declaration, AlarmRule.MINUTE);
        Subscription subscription = topic.topic()
                .addSubscription(LambdaSubscription.Builder.create(service.alias())
                        .filterPolicy(FilterPolicies.of(group))
                        .build());
        Validations.of(subscription)
                .acknowledge(Acknowledgment.builder()
                        .id("CloudFormation-Validate::W3694")
                        .reason("SNS delivers to an alias as to a function")
                        .build());
    }
}
