package faas.cli.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The schedules of a deployed stage. Firing one invokes each target of its rule with the event that EventBridge would
 * send at the next tick, but waits for the end, so that the caller sees what came of it.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html">Rules on a
 *     schedule</a>
 */
public final class Schedules implements AutoCloseable {

    private static final String OUTPUT_SUFFIX = "RuleName";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineConnection engine;
    private final EventBridgeClient events;
    private final LambdaClient lambda;

    public Schedules(EngineConnection engine) {
        this.engine = engine;
        this.events = AwsClients.configured(EventBridgeClient.builder(), engine).build();
        this.lambda = AwsClients.configured(LambdaClient.builder(), engine).build();
    }

    /**
     * What came of one target.
     *
     * @param function the target's ARN
     * @param error the function's error, empty where it succeeded
     * @param answer what the function answered, or its error in JSON
     */
    public record Fired(String function, Optional<String> error, String answer) {}

    /** Names to fire, by the stacks' outputs. */
    public List<String> names() {
        return engine.outputs().keySet().stream()
                .filter(key -> key.endsWith(OUTPUT_SUFFIX))
                .map(key -> key.substring(0, key.length() - OUTPUT_SUFFIX.length()))
                .sorted()
                .toList();
    }

    /**
     * Fires a schedule.
     *
     * @param name the function that it starts, such as {@code ExpireStaleOrders}, or the rule's own name
     */
    public List<Fired> fire(String name) throws UnknownRuleException {
        var rule = rule(engine.outputs().getOrDefault(name + OUTPUT_SUFFIX, name))
                .orElseThrow(() -> new UnknownRuleException(name, names()));
        var fired = new ArrayList<Fired>();
        for (var target :
                events.listTargetsByRule(list -> list.rule(rule.name())).targets()) {
            var answer = lambda.invoke(
                    invoke -> invoke.functionName(target.arn()).payload(SdkBytes.fromUtf8String(input(target, rule))));
            fired.add(new Fired(
                    target.arn(),
                    Optional.ofNullable(answer.functionError()),
                    answer.payload().asUtf8String()));
        }
        return fired;
    }

    /**
     * Keeps the clock from firing a schedule until the answer is closed; {@link #fire} still does. Changes nothing
     * where the rule is disabled already.
     *
     * @param name as for {@link #fire}
     */
    public Stopped stop(String name) throws UnknownRuleException {
        var rule = rule(engine.outputs().getOrDefault(name + OUTPUT_SUFFIX, name))
                .orElseThrow(() -> new UnknownRuleException(name, names()));
        if (rule.state() == RuleState.DISABLED) {
            return () -> {};
        }
        set(rule, RuleState.DISABLED);
        return () -> set(rule, RuleState.ENABLED);
    }

    /** A schedule that the clock does not fire; closing it lets the clock fire it again. */
    @FunctionalInterface
    public interface Stopped extends AutoCloseable {
        @Override
        void close();
    }

    private void set(DescribeRuleResponse rule, RuleState state) {
        if (engine.isLocalStack()) {
            makeAnew(rule, state);
        } else if (state == RuleState.DISABLED) {
            events.disableRule(disable -> disable.name(rule.name()));
        } else {
            events.enableRule(enable -> enable.name(rule.name()));
        }
    }

    /** LocalStack 4.14 heeds the state only that a schedule has when it gets its targets. */
    private void makeAnew(DescribeRuleResponse rule, RuleState state) {
        var targets = events.listTargetsByRule(list -> list.rule(rule.name())).targets();
        events.removeTargets(remove ->
                remove.rule(rule.name()).ids(targets.stream().map(Target::id).toList()));
        events.deleteRule(delete -> delete.name(rule.name()));
        events.putRule(put -> put.name(rule.name())
                .description(rule.description())
                .scheduleExpression(rule.scheduleExpression())
                .state(state));
        events.putTargets(put -> put.rule(rule.name()).targets(targets));
    }

    private Optional<DescribeRuleResponse> rule(String name) {
        try {
            return Optional.of(events.describeRule(describe -> describe.name(name)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html */
    private String input(Target target, DescribeRuleResponse rule) {
        if (target.input() != null) {
            return target.input();
        }
        var arn = rule.arn().split(":", -1);
        var event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", arn[4])
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", arn[3]);
        event.putArray("resources").add(rule.arn());
        event.putObject("detail");
        return event.toString();
    }

    @Override
    public void close() {
        events.close();
        lambda.close();
    }
}
