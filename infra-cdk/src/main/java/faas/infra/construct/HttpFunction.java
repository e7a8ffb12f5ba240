package faas.infra.construct;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.Stage;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * A function with an HTTP door of its own. Callers of the same account need {@code lambda:InvokeFunctionUrl} in their
 * own policy; nobody else is let in.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function URLs</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html">Metrics of function URLs</a>
 */
public final class HttpFunction extends Construct {
    public HttpFunction(
            Construct scope,
            String id,
            Stage stage,
            HttpFunctionPolicy policy,
            FunctionDeclaration<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofHttpFunction(id, policy));
        ServiceFunction service = new ServiceFunction(
                this, "Service", stage, id, declaration, policy.compute(), policy.scaling(), List.of());
        FunctionUrl url = service.alias()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.AWS_IAM)
                        .build());
        service.watchUnavailable();
        AlarmRule.unlessRetried("Answers are slow")
                .watch(
                        service,
                        "SlowAnswersAlarm",
                        "the slowest of a hundred answers of %s take over %d ms"
                                .formatted(
                                        service.functionName(),
                                        stage.alarms().slowAnswer().toMillis()),
                        // Cold starts included, which the function's own duration leaves out.
                        service.function()
                                .metric(
                                        "UrlRequestLatency",
                                        MetricOptions.builder()
                                                .period(AlarmRule.FIVE_MINUTES)
                                                .statistic("p99")
                                                .build()),
                        stage.alarms().slowAnswer().toMillis());
        CfnOutput.Builder.create(Stack.of(this), id + "Url").value(url.getUrl()).build();
    }
}
