package faas.localcloud.provision;

import faas.localcloud.json.Json;
import faas.localcloud.schedule.Rule;
import faas.localcloud.schedule.ScheduleExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules on a schedule that invoke functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html">Rule</a>
 */
final class RuleProvisioner implements Provisioner {
    private static final int MOST_TARGETS = 5;

    @Override
    public String type() {
        return "AWS::Events::Rule";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("Name");
        String arn = declaration.naming().arn("events", "rule/" + name);
        properties.oneOf("EventBusName", List.of("default"));
        String expression = properties.requiredText("ScheduleExpression");
        if (!expression.isEmpty()) {
            check(properties, expression);
        }
        boolean enabled = properties
                .oneOf("State", List.of("ENABLED", "DISABLED"))
                .orElse("ENABLED")
                .equals("ENABLED");
        List<Rule.Target> targets = new ArrayList<>();
        for (Properties target : properties.objects("Targets")) {
            targets.add(new Rule.Target(target.requiredText("Id"), target.requiredText("Arn"), input(target)));
        }
        if (targets.size() > MOST_TARGETS) {
            properties.problem("Targets", "found " + targets.size() + ", expected at most " + MOST_TARGETS);
        }
        plan.rules.add(
                new Rule(declaration.where(), name, arn, properties.text("Description"), expression, enabled, targets));
        return new Identity(name, Map.of("Arn", arn));
    }

    private static void check(Properties properties, String expression) {
        try {
            var _ = ScheduleExpression.parse(expression);
        } catch (IllegalArgumentException e) {
            properties.problem("ScheduleExpression", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> input(Properties target) {
        Optional<String> input = target.text("Input");
        try {
            input.ifPresent(Json::parse);
        } catch (IllegalArgumentException e) {
            target.problem("Input", String.valueOf(e.getMessage()));
        }
        return input;
    }
}
