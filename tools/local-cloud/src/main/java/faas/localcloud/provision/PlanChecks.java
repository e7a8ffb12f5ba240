package faas.localcloud.provision;

import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.policy.AccessRequest;
import faas.localcloud.policy.PolicyDocument;
import faas.localcloud.schedule.Rule;
import faas.localcloud.url.FunctionUrls.AuthType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be true between the resources of a plan, and what AWS would refuse otherwise, or silently not deliver. */
final class PlanChecks {
    private static final int LARGEST_FIFO_BATCH = 10;
    private static final int LARGEST_WITHOUT_WINDOW = 10;

    private final Plan plan;
    private final Problems problems;
    /** Whether everything is in the plan: if not, that something is missing may follow from a problem already told. */
    private final boolean complete;

    PlanChecks(Plan plan, Problems problems, boolean complete) {
        this.plan = plan;
        this.problems = problems;
        this.complete = complete;
    }

    void run() {
        plan.queues.forEach(this::deadLetterQueueExists);
        plan.subscriptions.forEach(this::orderIsKept);
        plan.subscriptions.forEach(this::subscriberAdmitsTopic);
        plan.functions.forEach(this::oneAlias);
        plan.urls.forEach(this::functionAdmitsUrl);
        plan.queueMappings.forEach(this::queueOutlastsFunction);
        plan.streamMappings.forEach(this::streamFunctionExists);
        oneMappingOfSourceAndFunction();
        plan.eventInvokes.forEach(this::eventInvokeFits);
        plan.rules.forEach(this::targetsAdmitRule);
    }

    private void deadLetterQueueExists(Plan.Queue queue) {
        queue.redrive().ifPresent(redrive -> {
            if (plan.queue(redrive.targetArn()).isEmpty()) {
                missing(queue.where(), "property RedrivePolicy.deadLetterTargetArn", redrive.targetArn(), "queue");
            }
            // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
            requireKind(queue.where(), "RedrivePolicy.deadLetterTargetArn", redrive.targetArn(), queue.fifo());
        });
    }

    private void requireKind(String where, String property, String queueArn, boolean fifo) {
        plan.queue(queueArn)
                .filter(queue -> queue.fifo() != fifo)
                .ifPresent(queue -> problems.add(
                        where,
                        "property " + property + ": found " + queue.name() + ", expected a "
                                + (fifo ? "FIFO" : "standard") + " queue"));
    }

    /**
     * A standard topic has no order that a FIFO queue could keep, and a function would lose that of a FIFO topic.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html">FIFO delivery</a>
     */
    private void orderIsKept(Plan.Subscription subscription) {
        boolean fifo = subscription.topicArn().endsWith(".fifo");
        if (!fifo) {
            if (subscription.protocol().equals("sqs")) {
                requireKind(subscription.where(), "Endpoint", subscription.endpoint(), false);
            }
        } else if (subscription.protocol().equals("lambda")) {
            problems.add(
                    subscription.where(),
                    "property Protocol: found lambda, expected sqs: a FIFO topic delivers to queues only");
        }
        boolean toFifo = subscription.endpoint().endsWith(".fifo");
        subscription
                .deadLetterArn()
                .ifPresent(arn ->
                        requireKind(subscription.where(), "RedrivePolicy.deadLetterTargetArn", arn, fifo && toFifo));
    }

    /**
     * A subscriber that does not admit the topic gets nothing, and nobody is told.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html">Queues</a>
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/lambda-prereq.html">Functions</a>
     */
    private void subscriberAdmitsTopic(Plan.Subscription subscription) {
        if (plan.topics.stream().noneMatch(topic -> topic.arn().equals(subscription.topicArn()))) {
            missing(subscription.where(), "property TopicArn", subscription.topicArn(), "topic");
        }
        if (subscription.protocol().equals("lambda")) {
            functionAdmits(
                    subscription.where(),
                    "Endpoint",
                    subscription.endpoint(),
                    "sns.amazonaws.com",
                    subscription.topicArn());
        } else {
            queueAdmitsTopic(subscription, "property Endpoint", subscription.endpoint());
        }
        // https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
        subscription
                .deadLetterArn()
                .ifPresent(arn -> queueAdmitsTopic(subscription, "property RedrivePolicy.deadLetterTargetArn", arn));
    }

    private void queueAdmitsTopic(Plan.Subscription subscription, String property, String queueArn) {
        Optional<Plan.Queue> queue = plan.queue(queueArn);
        if (queue.isEmpty()) {
            missing(subscription.where(), property, queueArn, "queue");
            return;
        }
        AccessRequest delivery =
                AccessRequest.onBehalfOf(subscription.topicArn(), "sns.amazonaws.com", "sqs:SendMessage", queueArn);
        if (complete && !policyOf(queue.get()).admits(delivery)) {
            problems.add(
                    subscription.where(),
                    property + ": the policy of queue " + queue.get().name() + " does not let sns.amazonaws.com do"
                            + " sqs:SendMessage for topic " + subscription.topicArn());
        }
    }

    private void functionAdmits(String where, String property, String functionArn, String service, String sourceArn) {
        Optional<FunctionSpec> function = plan.function(functionArn);
        if (function.isEmpty()) {
            missing(where, "property " + property, functionArn, "function");
            return;
        }
        AccessRequest invocation = AccessRequest.onBehalfOf(sourceArn, service, "lambda:InvokeFunction", functionArn);
        if (complete && !plan.functionPolicies().admits(invocation)) {
            problems.add(
                    where,
                    "property " + property + ": no AWS::Lambda::Permission lets " + service
                            + " do lambda:InvokeFunction on " + functionArn + " for " + sourceArn);
        }
    }

    private PolicyDocument policyOf(Plan.Queue queue) {
        return plan.queuePolicies.stream()
                .filter(policy -> policy.queueUrls().contains(queue.url()))
                .map(Plan.QueuePolicy::document)
                .findFirst()
                .orElse(PolicyDocument.empty());
    }

    private void oneAlias(FunctionSpec function) {
        List<Plan.Alias> aliases = plan.aliases.stream()
                .filter(alias ->
                        plan.function(alias.function()).filter(function::equals).isPresent())
                .toList();
        if (aliases.size() > 1) {
            problems.add(function.where(), "has " + aliases.size() + " aliases, local-cloud carries out one");
        }
    }

    /**
     * An AWS_IAM URL needs no permission for callers of its own account; an open one admits the whole world or nobody,
     * and needs two permissions for that.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function URLs</a>
     */
    private void functionAdmitsUrl(Plan.Url url) {
        if (plan.function(url.functionArn()).isEmpty()) {
            missing(url.where(), "property TargetFunctionArn", url.functionArn(), "function");
            return;
        }
        if (!complete || url.authType() == AuthType.AWS_IAM) {
            return;
        }
        for (String action : List.of("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")) {
            if (plan.permissions.stream().noneMatch(permission -> admitsEverybody(permission, action, url))) {
                problems.add(
                        url.where(),
                        "property AuthType: found NONE, and no AWS::Lambda::Permission lets principal * do " + action
                                + " on " + url.functionArn());
            }
        }
    }

    private boolean admitsEverybody(Plan.Permission permission, String action, Plan.Url url) {
        return isOf(permission, url)
                && permission.action().equals(action)
                && permission.principal().equals("*")
                && permission.urlAuthType().orElse("NONE").equals("NONE");
    }

    private boolean isOf(Plan.Permission permission, Plan.Url url) {
        boolean qualified = permission.function().startsWith("arn:")
                ? permission.function().split(":", -1).length > 7
                : permission.function().contains(":");
        return qualified
                ? url.functionArn().endsWith(permission.function())
                : plan.function(permission.function())
                        .filter(function -> url.functionArn().equals(function.arn()))
                        .isPresent();
    }

    /** AWS refuses the mapping otherwise: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
    private void queueOutlastsFunction(SqsMappingSpec mapping) {
        Optional<Plan.Queue> queue = plan.queue(mapping.queueArn());
        Optional<FunctionSpec> function = plan.function(mapping.functionName());
        queue.ifPresent(found -> {
            if (found.fifo()) {
                fifoBatchFits(mapping);
            } else {
                standardBatchFits(mapping);
            }
        });
        if (queue.isEmpty()) {
            missing(mapping.where(), "property EventSourceArn", mapping.queueArn(), "queue");
        }
        if (function.isEmpty()) {
            missing(mapping.where(), "property FunctionName", mapping.functionName(), "function");
        }
        if (queue.isPresent()
                && function.isPresent()
                && queue.get().visibilityTimeout().compareTo(function.get().timeout()) < 0) {
            problems.add(
                    mapping.where(),
                    "property EventSourceArn: queue " + queue.get().name() + " has a visibility timeout of "
                            + queue.get().visibilityTimeout().toSeconds() + " s, less than the "
                            + function.get().timeout().toSeconds() + " s of function "
                            + function.get().functionName());
        }
    }

    /** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html, BatchSize and window */
    private void standardBatchFits(SqsMappingSpec mapping) {
        if (mapping.batchSize() > LARGEST_WITHOUT_WINDOW && mapping.window().isZero()) {
            problems.add(
                    mapping.where(),
                    "property BatchSize: found " + mapping.batchSize() + ", expected at most " + LARGEST_WITHOUT_WINDOW
                            + " without MaximumBatchingWindowInSeconds");
        }
    }

    /** The same page. */
    private void fifoBatchFits(SqsMappingSpec mapping) {
        if (mapping.batchSize() > LARGEST_FIFO_BATCH) {
            problems.add(
                    mapping.where(),
                    "property BatchSize: found " + mapping.batchSize() + ", expected at most " + LARGEST_FIFO_BATCH
                            + " for a FIFO queue");
        }
        if (!mapping.window().isZero()) {
            problems.add(
                    mapping.where(),
                    "property MaximumBatchingWindowInSeconds: found "
                            + mapping.window().toSeconds() + ", expected none for a FIFO queue");
        }
    }

    private void streamFunctionExists(StreamMappingSpec mapping) {
        if (plan.function(mapping.functionName()).isEmpty()) {
            missing(mapping.where(), "property FunctionName", mapping.functionName(), "function");
        }
        destinationExists(mapping.where(), "OnFailure", mapping.onFailureArn());
    }

    /**
     * A second mapping of the same source and function is a {@code ResourceConflictException}.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>
     */
    private void oneMappingOfSourceAndFunction() {
        Set<String> mapped = new HashSet<>();
        plan.queueMappings.forEach(
                mapping -> mapOnce(mapping.where(), mapping.queueArn(), mapping.functionName(), mapped));
        plan.streamMappings.forEach(
                mapping -> mapOnce(mapping.where(), mapping.eventSourceArn(), mapping.functionName(), mapped));
    }

    private void mapOnce(String where, String source, String function, Set<String> mapped) {
        if (!mapped.add(source + " to " + function)) {
            problems.add(
                    where,
                    "property EventSourceArn: another AWS::Lambda::EventSourceMapping has this source and function "
                            + function + " already");
        }
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
    private void targetsAdmitRule(Rule rule) {
        List<Rule.Target> targets = rule.targets();
        for (int i = 0; i < targets.size(); i++) {
            functionAdmits(
                    rule.where(),
                    "Targets[" + i + "].Arn",
                    targets.get(i).functionArn(),
                    "events.amazonaws.com",
                    rule.arn());
        }
    }

    private void eventInvokeFits(Plan.EventInvoke eventInvoke) {
        Optional<FunctionSpec> function = plan.function(eventInvoke.function());
        if (function.isEmpty()) {
            missing(eventInvoke.where(), "property FunctionName", eventInvoke.function(), "function");
        } else if (!plan.qualifiers(function.get()).contains(eventInvoke.qualifier())) {
            missing(
                    eventInvoke.where(),
                    "property Qualifier",
                    eventInvoke.qualifier(),
                    "version or alias of " + function.get().functionName());
        }
        boolean another = plan.eventInvokes.stream()
                .takeWhile(before -> !before.where().equals(eventInvoke.where()))
                .anyMatch(before -> before.qualifier().equals(eventInvoke.qualifier())
                        && plan.function(before.function()).equals(function));
        if (another) {
            problems.add(
                    eventInvoke.where(),
                    "property Qualifier: " + eventInvoke.qualifier() + " of " + eventInvoke.function()
                            + " has another AWS::Lambda::EventInvokeConfig already");
        }
        destinationExists(eventInvoke.where(), "OnFailure", eventInvoke.config().onFailureArn());
        destinationExists(eventInvoke.where(), "OnSuccess", eventInvoke.config().onSuccessArn());
    }

    /** A FIFO queue is none: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
    private void destinationExists(String where, String kind, Optional<String> queueArn) {
        queueArn.filter(arn -> plan.queue(arn).isEmpty() || arn.endsWith(".fifo"))
                .ifPresent(arn ->
                        missing(where, "property DestinationConfig." + kind + ".Destination", arn, "standard queue"));
    }

    private void missing(String where, String property, String found, String expected) {
        if (complete) {
            problems.add(where, property + ": found " + found + ", expected a " + expected + " of the assembly");
        }
    }
}
