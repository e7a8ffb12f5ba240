package faas.localcloud.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.assembly.LateValues;
import faas.localcloud.async.EventInvokeConfig;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.policy.PolicyDocument;
import faas.localcloud.schedule.Rule;
import faas.localcloud.secrets.SecretValue;
import faas.localcloud.url.FunctionUrls.AuthType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be made, each kind of resource in an order in which it can be made. Texts may hold placeholders of
 * {@link LateValues}. The provisioners fill it on one thread; it is read after.
 */
public final class Plan {
    final List<Queue> queues = new ArrayList<>();
    final List<QueuePolicy> queuePolicies = new ArrayList<>();
    final List<Table> tables = new ArrayList<>();
    final List<Topic> topics = new ArrayList<>();
    final List<Subscription> subscriptions = new ArrayList<>();
    final List<Secret> secrets = new ArrayList<>();
    final List<Role> roles = new ArrayList<>();
    final List<RolePolicy> rolePolicies = new ArrayList<>();
    final List<FunctionSpec> functions = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    final List<Alias> aliases = new ArrayList<>();
    final List<Permission> permissions = new ArrayList<>();
    final List<Url> urls = new ArrayList<>();
    final List<SqsMappingSpec> queueMappings = new ArrayList<>();
    final List<StreamMappingSpec> streamMappings = new ArrayList<>();
    final List<EventInvoke> eventInvokes = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    /** Stack outputs by key; a later stack's wins. */
    final Map<String, String> outputs = new LinkedHashMap<>();

    /** A dead-letter queue of a queue or a subscription. */
    public record Redrive(String targetArn, int maxReceiveCount) {}

    /**
     * A queue.
     *
     * @param attributes of CreateQueue, without the redrive policy
     */
    public record Queue(
            String where,
            String name,
            String arn,
            String url,
            Map<String, String> attributes,
            Optional<Redrive> redrive) {
        public boolean fifo() {
            return name.endsWith(".fifo");
        }

        /** The attributes that may be set later, with what SQS has where none is declared. */
        Map<String, String> times() {
            return Map.of(
                    "VisibilityTimeout", attributes.getOrDefault("VisibilityTimeout", "30"),
                    "DelaySeconds", attributes.getOrDefault("DelaySeconds", "0"),
                    "ReceiveMessageWaitTimeSeconds", attributes.getOrDefault("ReceiveMessageWaitTimeSeconds", "0"));
        }

        public Duration visibilityTimeout() {
            return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault("VisibilityTimeout", "30")));
        }
    }

    public record QueuePolicy(String where, List<String> queueUrls, PolicyDocument document, JsonNode json) {}

    /**
     * A table, with its stream.
     *
     * @param request body of CreateTable
     * @param streamPlaceholder stands for the stream's ARN
     */
    public record Table(
            String where,
            String name,
            String arn,
            JsonNode request,
            Optional<String> streamPlaceholder,
            Optional<String> timeToLiveAttribute) {}

    public record Topic(String where, String name, String arn, boolean fifo, boolean contentBasedDeduplication) {}

    /**
     * A subscription of a queue.
     *
     * @param attributes as SNS's Subscribe takes them
     */
    public record Subscription(
            String where,
            String topicArn,
            String protocol,
            String endpoint,
            Map<String, String> attributes,
            Optional<String> deadLetterArn) {}

    /**
     * A secret.
     *
     * @param value empty: the secret has no version yet
     * @param declared hash of what the template has; each plan generates a value of its own
     */
    public record Secret(String where, String name, String description, Optional<SecretValue> value, int declared) {}

    /**
     * A role with the policies that stand in it.
     *
     * @param documents as the template has them
     */
    public record Role(String where, String name, String arn, List<JsonNode> documents) {}

    /** A policy that stands beside the roles it is of. */
    public record RolePolicy(String where, List<String> roleNames, JsonNode document) {}

    /**
     * A published version.
     *
     * @param function name or ARN
     */
    public record Version(String where, String function, String version) {}

    /**
     * An alias of a version.
     *
     * @param function name or ARN
     */
    public record Alias(String where, String function, String name, String version) {}

    /**
     * A statement of a function's resource policy.
     *
     * @param function name or ARN, maybe qualified
     * @param onlyThroughUrl whether it admits calls of the function's URL alone
     */
    public record Permission(
            String where,
            String function,
            String action,
            String principal,
            Optional<String> sourceArn,
            Optional<String> sourceAccount,
            Optional<String> urlAuthType,
            boolean onlyThroughUrl) {}

    /**
     * A function URL.
     *
     * @param functionArn qualified where the URL is an alias's
     */
    public record Url(String where, String functionArn, AuthType authType, String placeholder) {}

    /**
     * How asynchronous invocations of one qualifier are handled.
     *
     * @param function name or ARN
     * @param qualifier alias or version
     */
    public record EventInvoke(String where, String function, String qualifier, EventInvokeConfig config) {}

    /** The queue with this ARN. */
    public Optional<Queue> queue(String arn) {
        return queues.stream().filter(queue -> queue.arn().equals(arn)).findFirst();
    }

    /** Names of the queues that receive what was given up and no queue held before. */
    public Set<String> failureQueues() {
        return Stream.of(
                        subscriptions.stream().map(Subscription::deadLetterArn),
                        streamMappings.stream().map(StreamMappingSpec::onFailureArn),
                        eventInvokes.stream()
                                .map(eventInvoke -> eventInvoke.config().onFailureArn()))
                .flatMap(arns -> arns)
                .flatMap(Optional::stream)
                .flatMap(arn -> queue(arn).stream())
                .map(Queue::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a role may do, by all its policies.
     *
     * @param late gives placeholders their values; identity where they are compared with placeholders
     */
    public Optional<faas.localcloud.policy.Role> role(String arn, UnaryOperator<String> late) {
        return roles.stream()
                .filter(role -> role.arn().equals(arn))
                .findFirst()
                .map(role -> new faas.localcloud.policy.Role(
                        role.arn(),
                        PolicyDocument.ofRole(documents(arn).stream()
                                .map(document -> Json.parse(late.apply(Json.text(document))))
                                .toList())));
    }

    /** All policies of the role with this ARN, as the template has them. */
    List<JsonNode> documents(String roleArn) {
        return roles.stream()
                .filter(role -> role.arn().equals(roleArn))
                .flatMap(role -> Stream.concat(
                        role.documents().stream(),
                        rolePolicies.stream()
                                .filter(policy -> policy.roleNames().contains(role.name()))
                                .map(RolePolicy::document)))
                .toList();
    }

    /** The resource policies of all functions, without what they say of calls through their URLs. */
    public PolicyDocument functionPolicies() {
        ArrayNode statements = Json.array();
        permissions.stream()
                .filter(permission -> !permission.onlyThroughUrl())
                .forEach(permission -> statements.add(statement(permission)));
        return PolicyDocument.parse(Json.object().set("Statement", statements));
    }

    /** A permission without qualifier is one of the unqualified function only. */
    private ObjectNode statement(Permission permission) {
        String name = permission.function();
        String resource = function(name)
                .map(function -> name.startsWith(function.arn())
                        ? name
                        : function.arn()
                                + name.substring(function.functionName().length()))
                .orElse(name);
        ObjectNode statement = Json.object()
                .put("Effect", "Allow")
                .put("Action", permission.action())
                .put("Resource", resource);
        statement.set(
                "Principal",
                permission.principal().equals("*")
                        ? Json.string("*")
                        : Json.object().put("Service", permission.principal()));
        ObjectNode condition = statement.putObject("Condition");
        permission.sourceArn().ifPresent(arn -> condition.putObject("ArnLike").put("aws:SourceArn", arn));
        permission
                .sourceAccount()
                .ifPresent(account -> condition.putObject("StringEquals").put("aws:SourceAccount", account));
        return statement;
    }

    /** What a function can be invoked by besides its name: versions and aliases. */
    public Set<String> qualifiers(FunctionSpec function) {
        Set<String> qualifiers = new HashSet<>(Set.of(FunctionSpec.LATEST));
        versions.stream()
                .filter(version -> function(version.function()).equals(Optional.of(function)))
                .forEach(version -> qualifiers.add(version.version()));
        aliases.stream()
                .filter(alias -> function(alias.function()).equals(Optional.of(function)))
                .forEach(alias -> qualifiers.add(alias.name()));
        return qualifiers;
    }

    /** The construct ids of all functions. */
    public List<String> functionNames() {
        return functions.stream().map(FunctionSpec::name).sorted().toList();
    }

    /** The function with this name, alias or ARN, qualified or not. */
    public Optional<FunctionSpec> function(String nameOrArn) {
        return functions.stream()
                .filter(function -> nameOrArn.equals(function.functionName())
                        || nameOrArn.startsWith(function.functionName() + ":")
                        || nameOrArn.equals(function.arn())
                        || nameOrArn.startsWith(function.arn() + ":"))
                .findFirst();
    }
}
