package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.assembly.LateValues;
import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.lambda.Trigger;
import faas.localcloud.mapping.EventSourceMappings;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.policy.Role;
import faas.localcloud.schedule.ScheduledRules;
import faas.localcloud.secrets.SecretsManager;
import faas.localcloud.sns.SnsService;
import faas.localcloud.sqs.QueuePolicies;
import faas.localcloud.url.FunctionUrls;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Carries a plan out, one kind of resource after the other; the caller chooses what runs at the same time. */
public final class Deployment {
    private final Plan plan;
    private final LateValues lateValues;
    /** DynamoDB Local's own ARN of a stream, by placeholder. */
    private final Map<String, String> localStreamArns;

    public Deployment(Plan plan) {
        this(plan, new LateValues(), new ConcurrentHashMap<>());
    }

    private Deployment(Plan plan, LateValues lateValues, Map<String, String> localStreamArns) {
        this.plan = plan;
        this.lateValues = lateValues;
        this.localStreamArns = localStreamArns;
    }

    public Plan plan() {
        return plan;
    }

    /** Makes the tables; their streams' ARNs are known then. */
    public void tables(AwsJsonClient dynamoDb, Naming naming) {
        for (Plan.Table table : plan.tables) {
            try {
                JsonNode made = dynamoDb.call("CreateTable", table.request());
                String localArn =
                        made.path("TableDescription").path("LatestStreamArn").asText();
                table.streamPlaceholder().ifPresent(placeholder -> {
                    localStreamArns.put(placeholder, localArn);
                    String label = localArn.substring(localArn.indexOf(":table/") + 1);
                    lateValues.set(placeholder, naming.arn("dynamodb", label));
                });
                if (table.timeToLiveAttribute().isPresent()) {
                    ObjectNode request = Json.object().put("TableName", table.name());
                    request.putObject("TimeToLiveSpecification")
                            .put("Enabled", true)
                            .put("AttributeName", table.timeToLiveAttribute().get());
                    dynamoDb.call("UpdateTimeToLive", request);
                }
            } catch (IOException e) {
                throw failed(table.where(), e);
            }
        }
    }

    /** Makes the queues with their policies. */
    public void queues(AwsJsonClient sqs, QueuePolicies policies) {
        for (Plan.Queue queue : plan.queues) {
            ObjectNode request = Json.object().put("QueueName", queue.name());
            ObjectNode attributes = request.putObject("Attributes");
            queue.attributes().forEach(attributes::put);
            queue.redrive()
                    .ifPresent(redrive -> attributes.put(
                            "RedrivePolicy",
                            Json.text(Json.object()
                                    .put("deadLetterTargetArn", redrive.targetArn())
                                    .put("maxReceiveCount", redrive.maxReceiveCount()))));
            try {
                sqs.call("CreateQueue", request);
            } catch (IOException e) {
                throw failed(queue.where(), e);
            }
        }
        for (Plan.QueuePolicy policy : plan.queuePolicies) {
            for (String url : policy.queueUrls()) {
                policies.set(url.substring(url.lastIndexOf('/') + 1), Json.text(policy.json()));
            }
        }
    }

    /** Makes the secrets. */
    public void secrets(SecretsManager secrets) {
        plan.secrets.forEach(secret -> secrets.create(secret.name(), secret.description(), secret.value()));
    }

    /** Makes the topics and subscribes the queues and functions. */
    public void topics(SnsService sns) {
        plan.topics.forEach(topic -> sns.createTopic(
                topic.name(),
                Map.of(
                        "FifoTopic", String.valueOf(topic.fifo()),
                        "ContentBasedDeduplication", String.valueOf(topic.contentBasedDeduplication()))));
        plan.subscriptions.forEach(subscription -> subscribe(sns, subscription));
    }

    private static void subscribe(SnsService sns, Plan.Subscription subscription) {
        var _ = sns.subscribe(
                subscription.topicArn(), subscription.protocol(), subscription.endpoint(), subscription.attributes());
    }

    /**
     * Makes the functions and opens their URLs; a function that has another's URL in its environment comes after it.
     *
     * @throws IllegalStateException if functions need each other's URLs
     */
    public void functions(LambdaService lambda, FunctionUrls urls) {
        List<FunctionSpec> waiting = new ArrayList<>(plan.functions);
        while (!waiting.isEmpty()) {
            List<FunctionSpec> possible =
                    waiting.stream().filter(this::environmentIsKnown).toList();
            if (possible.isEmpty()) {
                throw new IllegalStateException("functions need each other's URLs: "
                        + waiting.stream().map(FunctionSpec::functionName).toList());
            }
            for (FunctionSpec function : possible) {
                FunctionSpec spec = spec(function);
                lambda.create(spec);
                lambda.log().trigger(spec, trigger(function));
                plan.urls.stream()
                        .filter(url -> isOf(url.functionArn(), function))
                        .forEach(url -> lateValues.set(
                                url.placeholder(),
                                urls.create(url.functionArn(), url.authType()).toString()));
            }
            waiting.removeAll(possible);
        }
    }

    /**
     * The functions before anything is made, with what starts each.
     *
     * @param url stands for every function URL, none of which is known yet
     */
    public Map<FunctionSpec, Trigger> declaredFunctions(URI url) {
        plan.urls.forEach(declared -> lateValues.set(declared.placeholder(), url.toString()));
        Map<FunctionSpec, Trigger> functions = new LinkedHashMap<>();
        plan.functions.forEach(function -> functions.put(spec(function), trigger(function)));
        return functions;
    }

    /** What each function's role allows, by the role's ARN; everything must be made. */
    public Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        plan.functions.forEach(function ->
                plan.role(function.roleArn(), lateValues::bind).ifPresent(role -> roles.put(role.arn(), role)));
        return roles;
    }

    private boolean environmentIsKnown(FunctionSpec function) {
        return function.environment().values().stream().allMatch(lateValues::canBind);
    }

    private FunctionSpec spec(FunctionSpec function) {
        Map<String, String> environment = new TreeMap<>();
        function.environment()
                .forEach((name, value) ->
                        environment.put(name, lateValues.canBind(value) ? lateValues.bind(value) : value));
        Optional<Plan.Alias> alias = plan.aliases.stream()
                .filter(candidate -> isOf(candidate.function(), function))
                .findFirst();
        return function.made(
                alias.map(Plan.Alias::name).orElse(FunctionSpec.LATEST),
                alias.map(Plan.Alias::version)
                        .or(() -> plan.versions.stream()
                                .filter(version -> isOf(version.function(), function))
                                .map(Plan.Version::version)
                                .findFirst())
                        .orElse(FunctionSpec.LATEST),
                environment);
    }

    private Trigger trigger(FunctionSpec function) {
        if (plan.urls.stream().anyMatch(url -> isOf(url.functionArn(), function))) {
            return Trigger.HTTP;
        }
        if (plan.queueMappings.stream().anyMatch(mapping -> isOf(mapping.functionName(), function))) {
            return Trigger.SQS;
        }
        if (plan.streamMappings.stream().anyMatch(mapping -> isOf(mapping.functionName(), function))) {
            return Trigger.STREAM;
        }
        if (plan.subscriptions.stream()
                .anyMatch(subscription ->
                        subscription.protocol().equals("lambda") && isOf(subscription.endpoint(), function))) {
            return Trigger.SNS;
        }
        if (plan.rules.stream()
                .flatMap(rule -> rule.targets().stream())
                .anyMatch(target -> isOf(target.functionArn(), function))) {
            return Trigger.SCHEDULE;
        }
        return plan.eventInvokes.stream().anyMatch(eventInvoke -> isOf(eventInvoke.function(), function))
                ? Trigger.ASYNC
                : Trigger.INVOKE;
    }

    private boolean isOf(String nameOrArn, FunctionSpec function) {
        return plan.function(nameOrArn).filter(function::equals).isPresent();
    }

    /** Sets how asynchronous invocations are handled. */
    public void eventInvokes(AsyncInvocations async) {
        plan.eventInvokes.forEach(
                eventInvoke -> async.configure(eventInvoke.function(), eventInvoke.qualifier(), eventInvoke.config()));
    }

    /** Puts the schedules in force. */
    public void rules(ScheduledRules rules) {
        plan.rules.forEach(rules::add);
    }

    /** Starts the event-source mappings. */
    public void mappings(EventSourceMappings mappings) {
        plan.queueMappings.forEach(mappings::start);
        plan.streamMappings.forEach(mapping -> mappings.start(made(mapping)));
    }

    private StreamMappingSpec made(StreamMappingSpec mapping) {
        return mapping.made(
                localStreamArns.getOrDefault(mapping.eventSourceArn(), ""), lateValues.bind(mapping.eventSourceArn()));
    }

    /**
     * Carries out another plan over this one, of which {@link PlanChanges} names nothing that needs a new start.
     *
     * @return what runs from now on
     * @throws IllegalArgumentException if its functions reserve more concurrency than the account has; nothing is
     *     changed then
     */
    public Deployment replace(
            Plan next,
            AwsJsonClient sqs,
            LambdaService lambda,
            AsyncInvocations async,
            SnsService sns,
            EventSourceMappings mappings,
            ScheduledRules rules) {
        Deployment changed = new Deployment(next, lateValues, localStreamArns);
        lambda.update(next.functions.stream().map(changed::spec).toList());
        changed.eventInvokes(async);
        next.queues.stream().filter(queue -> !plan.queues.contains(queue)).forEach(queue -> setTimes(sqs, queue));
        // The same ones again get the attributes that are declared now.
        next.subscriptions.stream()
                .filter(subscription -> !plan.subscriptions.contains(subscription))
                .forEach(subscription -> subscribe(sns, subscription));
        next.queueMappings.forEach(mappings::change);
        next.streamMappings.forEach(mapping -> mappings.change(changed.made(mapping)));
        next.rules.stream().filter(rule -> !plan.rules.contains(rule)).forEach(rules::add);
        return changed;
    }

    private static void setTimes(AwsJsonClient sqs, Plan.Queue queue) {
        ObjectNode request = Json.object().put("QueueUrl", queue.url());
        ObjectNode attributes = request.putObject("Attributes");
        queue.times().forEach(attributes::put);
        try {
            sqs.call("SetQueueAttributes", request);
        } catch (IOException e) {
            throw failed(queue.where(), e);
        }
    }

    /** The stacks' outputs; everything must be made. */
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        new TreeMap<>(plan.outputs).forEach((key, value) -> outputs.put(key, lateValues.bind(value)));
        return outputs;
    }

    private static IllegalStateException failed(String where, IOException e) {
        return new IllegalStateException(where + ": not made: " + e.getMessage(), e);
    }
}
