package faas.localcloud.async;

import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.policy.AccessRequest;
import faas.localcloud.policy.PolicyDocument;
import java.util.function.Supplier;

/**
 * Asynchronous invocations by an AWS service, where the function's resource policy admits them.
 *
 * @param functionPolicies of all functions
 * @param service principal, as {@code sns.amazonaws.com}
 * @param source asked for each invocation, since each begins a trace of its own
 */
public record ServiceInvoker(
        AsyncInvocations async, PolicyDocument functionPolicies, String service, Supplier<InvocationSource> source)
        implements FunctionInvoker {
    @Override
    public boolean invoke(String sourceArn, String functionArn, String event) {
        AccessRequest request = AccessRequest.onBehalfOf(sourceArn, service, "lambda:InvokeFunction", functionArn);
        return functionPolicies.admits(request)
                && async.invoke(functionArn, event, source.get()) instanceof Acceptance.Accepted;
    }
}
