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
 * A function with an HTTP door of its own. Callers of the same account need {@code lambda:InvokeFunctionUrl} in their
 * own policy; nobody else is let in.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function URLs</a>
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
        CfnOutput.Builder.create(Stack.of(this), id + "Url").value(url.getUrl()).build();
    }
}
