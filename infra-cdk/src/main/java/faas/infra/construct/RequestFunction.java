package faas.infra.construct;

import faas.infra.policy.FunctionCall;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.Stage;
import java.util.List;
import software.constructs.Construct;

/**
 * A function that others call and wait for (invocation type {@code RequestResponse}): the request–response interface of
 * its context. Nothing else starts it, and Lambda retries nothing: that is the caller's business.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html">Synchronous invocation</a>
 */
public final class RequestFunction extends Construct {
    private final ServiceFunction service;
    private final FunctionCall call;

    public RequestFunction(
            Construct scope,
            String id,
            Stage stage,
            RequestFunctionPolicy policy,
            FunctionDeclaration<?, ?> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofRequestFunction(id, policy));
        service = new ServiceFunction(
                this, "Service", stage, id, declaration, policy.compute(), policy.scaling(), List.of());
        call = new FunctionCall(id, policy.clientTimeout());
    }

    /** What a caller invokes. */
    public String aliasArn() {
        return service.aliasArn();
    }

    /** What a caller's role needs. */
    public Permission mayInvoke(String reason) {
        return service.mayInvoke(reason);
    }

    /** How long a caller waits. */
    public FunctionCall call() {
        return call;
    }
}
