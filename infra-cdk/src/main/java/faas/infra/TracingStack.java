package faas.infra;

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
final class TracingStack extends Stack {
    TracingStack(Construct scope, Stage stage) {
        super(scope, stage.physicalName("tracing"));
        PolicyStatement topics = PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("sns.amazonaws.com")))
                .actions(List.of("xray:PutTraceSegments", "xray:GetSamplingRules", "xray:GetSamplingTargets"))
                // AWS gives these actions no resource level; the conditions name the topics.
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceAccount", getAccount()),
                        "StringLike",
                                Map.of(
                                        "aws:SourceArn",
                                        "arn:%s:sns:%s:%s:%s"
                                                .formatted(
                                                        getPartition(),
                                                        getRegion(),
                                                        getAccount(),
                                                        stage.physicalName("*")))))
                .build();
        CfnResourcePolicy.Builder.create(this, "Topics")
                .policyName(stage.physicalName(stage.system() + "-topics"))
                .policyDocument(toJsonString(PolicyDocument.Builder.create()
                        .statements(List.of(topics))
                        .build()
                        .toJSON()))
                .build();
    }
}
