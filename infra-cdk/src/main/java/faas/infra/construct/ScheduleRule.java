package faas.infra.construct;

import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.Stage;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/** The rule of the default event bus that starts a function at its times. */
final class ScheduleRule {
    private ScheduleRule() {}

    /** @param function the construct of the function, whose id names the rule */
    static void start(Construct function, Stage stage, SchedulePolicy schedule, ServiceFunction service) {
        String id = function.getNode().getId();
        PolicyException.throwIfAny(PolicyRules.ofSchedule(id, schedule));
        Rule rule = Rule.Builder.create(function, "Schedule")
                .ruleName(stage.physicalName(id))
                .schedule(expression(schedule))
                .enabled(stage.schedulesEnabled())
                .targets(List.of(new LambdaFunction(service.alias())))
                .build();
        CfnOutput.Builder.create(Stack.of(function), id + "RuleName")
                .value(rule.getRuleName())
                .build();
    }

    private static Schedule expression(SchedulePolicy schedule) {
        return switch (schedule) {
            case SchedulePolicy.Rate rate -> Schedule.rate(Durations.of(rate.period()));
            case SchedulePolicy.Daily daily ->
                Schedule.cron(CronOptions.builder()
                        .minute(Integer.toString(daily.time().getMinute()))
                        .hour(Integer.toString(daily.time().getHour()))
                        .build());
            case SchedulePolicy.Cron cron -> Schedule.expression("cron(" + cron.expression() + ")");
        };
    }
}
