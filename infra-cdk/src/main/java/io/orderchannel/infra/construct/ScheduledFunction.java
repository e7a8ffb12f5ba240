package io.orderchannel.infra.construct;

import io.orderchannel.infra.policy.AsyncFunctionPolicy;
import io.orderchannel.infra.policy.PolicyException;
import io.orderchannel.infra.policy.PolicyRules;
import io.orderchannel.infra.policy.SchedulePolicy;
import io.orderchannel.infra.policy.Stage;
import software.constructs.Construct;

/**
 * A function that time starts. EventBridge invokes it asynchronously, so that Lambda retries it as it would any event;
 * the next time comes in any case.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html">Schedules and Lambda</a>
 */
public final class ScheduledFunction extends Construct {
    public ScheduledFunction(
            Construct scope,
            String id,
            Stage stage,
            SchedulePolicy schedule,
            AsyncFunctionPolicy policy,
            FunctionDeclaration<?, ?> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofAsyncFunction(id, policy));
        ServiceFunction service = ServiceFunction.asynchronous(this, id, stage, policy, declaration);
        ScheduleRule.start(this, stage, schedule, service);
    }
}
