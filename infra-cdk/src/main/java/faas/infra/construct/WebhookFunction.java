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
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * A function behind an HTTP door that AWS keeps open for everybody, since its callers have no AWS credentials. Who
 * comes in is the function's own business, and the reason why that is safe stands in the declaration and beside the
 * URL's output.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none">AuthType NONE</a>
 */
public final class WebhookFunction extends Construct {
    private final FunctionUrl url;

    /** @param reason what keeps strangers out */
    public WebhookFunction(
            Construct scope,
            String id,
            Stage stage,
            String reason,
            HttpFunctionPolicy policy,
            FunctionDeclaration<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofWebhookFunction(id, policy, reason));
        ServiceFunction service = new ServiceFunction(
                this, "Service", stage, id, declaration, policy.compute(), policy.scaling(), List.of());
        url = service.alias()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.NONE)
                        .build());
        service.watchUnavailable();
        AlarmRule.unlessRetried("A webhook refuses calls")
                .watch(
                        service,
                        "RefusedCallsAlarm",
                        "%s refuses over %d calls in 5 minutes for their signatures"
                                .formatted(
                                        service.functionName(), stage.alarms().refusedCalls()),
                        service.ownMetric("Answers401", "Sum", AlarmRule.FIVE_MINUTES),
                        stage.alarms().refusedCalls());
        CfnOutput.Builder.create(Stack.of(this), id + "Url")
                .description("AuthType NONE: " + reason)
                .value(url.getUrl())
                .build();
    }

    /** Where it listens, with a slash at the end. */
    public String url() {
        return url.getUrl();
    }
}
