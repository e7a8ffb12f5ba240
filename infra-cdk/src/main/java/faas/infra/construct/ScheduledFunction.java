package faas.infra.construct;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.Stage;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/**
 * A function that time starts. EventBridge invokes it asynchronously, so that Lambda retries it as it would any event;
 * the next time comes in any case.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html">Schedules and Lambda</a>
 */
public final class ScheduledFunction extends Construct {
    private final ServiceFunction service;
    private final SchedulePolicy schedule;

    public ScheduledFunction(
            Construct scope,
            String id,
            Stage stage,
            SchedulePolicy schedule,
            AsyncFunctionPolicy policy,
            FunctionDeclaration<?, ?> declaration) {
        super(scope, id);
        PolicyException.throwIfAny(PolicyRules.ofAsyncFunction(id, policy));
        service = ServiceFunction.asynchronous(this, id, stage, policy, declaration);
        this.schedule = schedule;
        ScheduleRule.start(this, stage, schedule, service);
    }

    /**
     * Adds an alarm on a duration that the function itself measures in milliseconds, for values above {@code limit}.
     */
    public void alarmAbove(String id, String description, String metricName, java.time.Duration limit) {
        // Longer than the time between two runs, so that the alarm does not end between them.
        service.alarm(
                id,
                description,
                service.ownMetric(
                        metricName, Duration.seconds(2 * schedule.longestPause().toSeconds())),
                limit.toMillis());
    }
}
