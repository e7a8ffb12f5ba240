package faas.infra;

import faas.infra.construct.EventTopic;
import faas.infra.policy.Violation;
import java.util.List;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnUrl;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Holds the stacks to the constructs that know the policy rules: a function, queue or trigger declared beside them
 * would be held to no rule.
 */
final class Declarations {
    private static final String CONSTRUCTS = EventTopic.class.getPackageName();
    private static final List<Class<?>> RULED = List.of(
            CfnFunction.class,
            CfnQueue.class,
            CfnSubscription.class,
            CfnEventSourceMapping.class,
            CfnEventInvokeConfig.class,
            CfnUrl.class,
            CfnRule.class);

    private Declarations() {}

    static List<Violation> violations(Construct root) {
        return root.getNode().findAll().stream()
                .filter(construct -> RULED.stream().anyMatch(type -> type.isInstance(construct)))
                .filter(construct -> construct.getNode().getScopes().stream().noneMatch(Declarations::knowsTheRules))
                .map(construct -> new Violation(
                        construct.getNode().getPath(),
                        construct.getClass().getSimpleName(),
                        "must be part of a construct of " + CONSTRUCTS + ", which holds it to its policies"))
                .toList();
    }

    private static boolean knowsTheRules(IConstruct construct) {
        return construct.getClass().getPackageName().equals(CONSTRUCTS);
    }
}
