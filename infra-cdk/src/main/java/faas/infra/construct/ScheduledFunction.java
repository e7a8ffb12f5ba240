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
        this.schedule = schedule;
        service = ServiceFunction.asynchronous(this, id, stage, policy, declaration, pause());
        ScheduleRule.start(this, stage, schedule, service);
    }

    /**
     * Adds an alarm on a duration that the function itself measures in milliseconds, for values above {@code limit}.
     *
     * @param rule how many runs in a row are an incident; an alarm that also misses the metric is a heartbeat of the
     *     schedule, and waits for twice the schedule's pause
     */
    public void alarmAbove(AlarmRule rule, String id, String description, String metricName, java.time.Duration limit) {
        rule.watch(
                service,
                id,
                service.functionName() + ": " + description,
                // Longer than the time between two runs, so that the alarm does not end between them.
                service.ownMetric(
                        metricName,
                        "Maximum",
                        Duration.seconds(2 * schedule.longestPause().toSeconds())),
                limit.toMillis());
    }

    /** Adds an alarm on a count that the function itself writes, for any above zero. */
    public void alarmOnAny(AlarmRule rule, String id, String description, String metricName) {
        rule.watchAny(
                service,
                id,
                service.functionName() + ": " + description,
                period -> service.ownMetric(metricName, "Sum", period),
                pause());
    }

    /** From one start to the next. That of a cron expression is not known, and may be more than a week. */
    private Duration pause() {
        return switch (schedule) {
            case SchedulePolicy.Rate _, SchedulePolicy.Daily _ -> Durations.of(schedule.longestPause());
            case SchedulePolicy.Cron _ -> Duration.days(7);
        };
    }
}
