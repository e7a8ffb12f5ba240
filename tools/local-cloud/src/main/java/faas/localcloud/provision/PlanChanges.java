package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.schedule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a plan differs from the one that runs, a line for each difference. Versions of functions are no difference: each
 * change of code or configuration makes new ones.
 *
 * @param changed what {@link Deployment#replace} applies to what runs; empty where something needs a new start
 * @param needsNewStart what it does not apply
 */
public record PlanChanges(List<String> changed, List<String> needsNewStart) {
    private static final int LONGEST_VALUE = 60;

    /**
     * A resource for comparison.
     *
     * @param key the same in both plans
     * @param title for people
     * @param subject whose values these are: a function for what hangs on it
     * @param changeable values by what they are called; {@link Deployment#replace} applies them
     * @param fixed the other values
     */
    private record Resource(
            String key, String title, String subject, Map<String, ?> changeable, Map<String, ?> fixed) {}

    public PlanChanges {
        changed = needsNewStart.isEmpty() ? List.copyOf(changed) : List.of();
        needsNewStart = List.copyOf(needsNewStart);
    }

    /** Compares a plan with the one that runs. */
    public static PlanChanges between(Plan running, Plan next) {
        Map<String, Resource> before = resources(running);
        Map<String, Resource> after = resources(next);
        List<String> changed = new ArrayList<>();
        List<String> needsNewStart = new ArrayList<>();
        after.forEach((key, now) -> {
            Resource was = before.remove(key);
            if (was == null) {
                needsNewStart.add(now.title() + ": new");
            } else {
                compare(now.subject(), was.changeable(), now.changeable(), changed);
                compare(now.subject(), was.fixed(), now.fixed(), needsNewStart);
            }
        });
        before.values().forEach(gone -> needsNewStart.add(gone.title() + ": removed"));
        return new PlanChanges(changed, needsNewStart);
    }

    private static void compare(String subject, Map<String, ?> before, Map<String, ?> after, List<String> differences) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            Object was = before.get(name);
            Object now = after.get(name);
            if (!Objects.equals(was, now)) {
                String values = shown(was)
                        .flatMap(old -> shown(now).map(fresh -> " " + old + " -> " + fresh))
                        .orElse("");
                differences.add(subject + ": " + name + values);
            }
        }
    }

    /** Empty for a value that is too long for a line. */
    private static Optional<String> shown(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.of("none");
            case OptionalInt of -> Optional.of(of.isPresent() ? Integer.toString(of.getAsInt()) : "none");
            case Optional<?> of -> shown(of.orElse(null));
            case Duration duration -> Optional.of(duration.toSeconds() + " s");
            case Number _, Boolean _ -> Optional.of(value.toString());
            case String text when text.length() <= LONGEST_VALUE -> Optional.of(text);
            default -> Optional.empty();
        };
    }

    private static Map<String, Resource> resources(Plan plan) {
        List<Resource> all = new ArrayList<>();
        plan.functions.forEach(function -> all.add(function(plan, function)));
        plan.queueMappings.forEach(mapping -> all.add(mapping(plan, mapping)));
        plan.streamMappings.forEach(mapping -> all.add(mapping(plan, mapping)));
        plan.eventInvokes.forEach(eventInvoke -> all.add(eventInvoke(plan, eventInvoke)));
        plan.rules.forEach(rule -> all.add(rule(rule)));
        plan.subscriptions.forEach(subscription -> all.add(subscription(subscription)));
        plan.queues.forEach(queue -> all.add(queue(queue)));
        for (Plan.QueuePolicy policy : plan.queuePolicies) {
            policy.queueUrls()
                    .forEach(url -> all.add(resource(
                            "policy of queue " + lastPart(url), Map.of(), Map.of("statements", policy.json()))));
        }
        plan.tables.forEach(table -> all.add(table(table)));
        plan.topics.forEach(topic -> all.add(resource(
                "topic " + topic.name(),
                Map.of(),
                Map.of("content-based deduplication", topic.contentBasedDeduplication()))));
        plan.secrets.forEach(secret ->
                all.add(resource("secret " + secret.name(), Map.of(), Map.of("value", List.of(secret.declared())))));
        plan.aliases.forEach(alias ->
                all.add(resource("alias " + lastPart(alias.function()) + ":" + alias.name(), Map.of(), Map.of())));
        for (Plan.Url url : plan.urls) {
            all.add(resource(
                    "URL of function " + lastPart(url.functionArn()),
                    Map.of(),
                    Map.of("AuthType", url.authType().name())));
        }
        plan.permissions.forEach(permission -> all.add(permission(permission)));
        plan.outputs.forEach((name, value) -> all.add(resource("output " + name, Map.of(), Map.of("value", value))));
        Map<String, Resource> byKey = new LinkedHashMap<>();
        all.forEach(resource -> byKey.put(resource.key(), resource));
        return byKey;
    }

    private static Resource function(Plan plan, FunctionSpec function) {
        Map<String, Object> changeable = new LinkedHashMap<>();
        changeable.put("code", function.packageDirectory());
        changeable.put("handler", function.handler());
        changeable.put("memory in MiB", function.memoryMiB());
        changeable.put("timeout", function.timeout());
        changeable.put("reserved concurrency", function.reservedConcurrency());
        new TreeMap<>(function.environment())
                .forEach((name, value) -> changeable.put("environment variable " + name, value));
        changeable.put("role", lastPart(function.roleArn()));
        changeable.put("policies of its role", plan.documents(function.roleArn()));
        return new Resource(
                "function " + function.functionName(),
                "function " + function.name(),
                function.name(),
                changeable,
                Map.of("construct id", function.name()));
    }

    private static Resource mapping(Plan plan, SqsMappingSpec mapping) {
        String function = nameOf(plan, mapping.functionName());
        Map<String, Object> changeable = new LinkedHashMap<>();
        changeable.put("batch size", mapping.batchSize());
        changeable.put("batching window", mapping.window());
        changeable.put("maximum concurrency", mapping.maximumConcurrency());
        changeable.put("filter", mapping.filterPatterns());
        changeable.put("reports item failures", mapping.reportBatchItemFailures());
        return new Resource(
                "mapping " + mapping.queueArn() + " " + mapping.functionName(),
                "event-source mapping of queue " + lastPart(mapping.queueArn()) + " to " + function,
                function,
                changeable,
                Map.of());
    }

    private static Resource mapping(Plan plan, StreamMappingSpec mapping) {
        String function = nameOf(plan, mapping.functionName());
        Map<String, Object> changeable = new LinkedHashMap<>();
        changeable.put("batch size", mapping.batchSize());
        changeable.put("batching window", mapping.window());
        changeable.put("bisects batches", mapping.bisectBatchOnFunctionError());
        changeable.put("retry attempts", mapping.maximumRetryAttempts());
        changeable.put("maximum record age", mapping.maximumRecordAge());
        changeable.put("filter", mapping.filterPatterns());
        changeable.put("on-failure destination", mapping.onFailureArn());
        changeable.put("reports item failures", mapping.reportBatchItemFailures());
        return new Resource(
                "mapping " + mapping.eventSourceArn() + " " + mapping.functionName(),
                "event-source mapping of a table stream to " + function,
                function,
                changeable,
                Map.of(
                        "parallelization factor", mapping.parallelizationFactor(),
                        "starting position", mapping.startingPosition().name()));
    }

    private static Resource eventInvoke(Plan plan, Plan.EventInvoke eventInvoke) {
        String function = nameOf(plan, eventInvoke.function());
        Map<String, Object> changeable = new LinkedHashMap<>();
        changeable.put("asynchronous retry attempts", eventInvoke.config().maximumRetryAttempts());
        changeable.put("maximum event age", eventInvoke.config().maximumEventAge());
        changeable.put("on-failure destination", eventInvoke.config().onFailureArn());
        changeable.put("on-success destination", eventInvoke.config().onSuccessArn());
        return new Resource(
                "asynchronous invocation " + eventInvoke.function() + " " + eventInvoke.qualifier(),
                "configuration of the asynchronous invocation of " + function,
                function,
                changeable,
                Map.of());
    }

    private static Resource rule(Rule rule) {
        Map<String, Object> changeable = new LinkedHashMap<>();
        changeable.put("schedule", rule.expression());
        changeable.put("enabled", rule.enabled());
        changeable.put("targets", rule.targets());
        changeable.put("description", rule.description());
        return resource("rule " + rule.name(), changeable, Map.of());
    }

    private static Resource subscription(Plan.Subscription subscription) {
        return resource(
                "subscription of " + lastPart(subscription.endpoint()) + " to " + lastPart(subscription.topicArn()),
                subscription.attributes(),
                Map.of());
    }

    private static Resource queue(Plan.Queue queue) {
        Map<String, Object> fixed = new LinkedHashMap<>(queue.attributes());
        fixed.keySet().removeAll(queue.times().keySet());
        fixed.put("dead-letter queue", queue.redrive().map(Plan.Redrive::targetArn));
        fixed.put("maxReceiveCount", queue.redrive().map(Plan.Redrive::maxReceiveCount));
        return resource("queue " + queue.name(), new TreeMap<>(queue.times()), fixed);
    }

    private static Resource table(Plan.Table table) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : table.request().properties()) {
            values.put(property.getKey(), property.getValue());
        }
        values.put("time-to-live attribute", table.timeToLiveAttribute());
        return resource("table " + table.name(), Map.of(), values);
    }

    private static Resource permission(Plan.Permission permission) {
        String key = String.join(
                " ",
                lastPart(permission.function()),
                permission.action(),
                permission.principal(),
                permission.sourceArn().orElse(""),
                permission.sourceAccount().orElse(""),
                permission.urlAuthType().orElse(""),
                permission.onlyThroughUrl() ? "through its URL" : "");
        String title = "permission of " + permission.principal() + " to do " + permission.action() + " on "
                + lastPart(permission.function());
        return new Resource("permission " + key, title, title, Map.of(), Map.of());
    }

    /** One that has its title to itself. */
    private static Resource resource(String title, Map<String, ?> changeable, Map<String, ?> fixed) {
        return new Resource(title, title, title, changeable, fixed);
    }

    private static String nameOf(Plan plan, String function) {
        return plan.function(function).map(FunctionSpec::name).orElse(function);
    }

    /** The name of an ARN or URL. */
    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1).replaceFirst("^arn:aws:[^:]*:[^:]*:[^:]*:(function:)?", "");
    }
}
