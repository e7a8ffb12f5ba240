package faas.infra.construct;

import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.xray.CfnResourcePolicy;
import software.constructs.Construct;

/**
 * Lets the stage's topics write their segments to X-Ray. One policy for all of them: an account has room for five.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html">Permissions of active tracing</a>
 * @see <a href="https://docs.aws.amazon.com/xray/latest/api/API_PutResourcePolicy.html">Five policies an account</a>
 */
public final class TopicTraces extends Construct {
    public TopicTraces(Construct scope, String id, Stage stage) {
        super(scope, id);
        Stack stack = Stack.of(this);
        PolicyStatement topics = PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("sns.amazonaws.com")))
                .actions(List.of("xray:PutTraceSegments", "xray:GetSamplingRules", "xray:GetSamplingTargets"))
                // AWS gives these actions no resource level; the conditions name the topics.
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                        "StringLike",
                                Map.of(
                                        "aws:SourceArn",
                                        "arn:%s:sns:%s:%s:%s"
                                                .formatted(
                                                        stack.getPartition(),
                                                        stack.getRegion(),
                                                        stack.getAccount(),
                                                        stage.physicalName("*")))))
                .build();
        CfnResourcePolicy.Builder.create(this, "Policy")
                .policyName(stage.physicalName(stage.system() + "-topics"))
                .policyDocument(stack.toJsonString(PolicyDocument.Builder.create()
                        .statements(List.of(topics))
                        .build()
                        .toJSON()))
                .build();
    }
}
