package faas.infra.construct;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.Stage;
import software.constructs.Construct;

/**
 * A function that others start without waiting for it (invocation type {@code Event}): the caller goes on when Lambda
 * has the event, so its own work is committed before this function's is done, and in any order.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Asynchronous invocation</a>
 */
public final class AsyncFunction extends Construct {
    private final Stage stage;
    private final ServiceFunction service;

    public AsyncFunction(
            Construct scope,
            String id,
            Stage stage,
            AsyncFunctionPolicy policy,
            FunctionDeclaration<?, ?> declaration) {
        super(scope, id);
        this.stage = stage;
        PolicyException.throwIfAny(PolicyRules.ofAsyncFunction(id, policy));
        service = ServiceFunction.asynchronous(this, id, stage, policy, declaration, AlarmRule.MINUTE);
    }

    /** What a caller invokes. */
    public String aliasArn() {
        return service.aliasArn();
    }

    /** What a caller's role needs. */
    public Permission mayInvoke(String reason) {
        return service.mayInvoke(reason);
    }

    /** Lets a schedule start the function as well. */
    public void startOn(SchedulePolicy schedule) {
        ScheduleRule.start(this, stage, schedule, service);
    }
}
