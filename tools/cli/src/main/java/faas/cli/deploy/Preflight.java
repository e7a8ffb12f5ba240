package faas.cli.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.AwsClients;
import faas.cli.engine.DeclaredStack;
import faas.cli.engine.EngineConnection;
import faas.infra.policy.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Asks an account for what a stage needs of it before a deployment changes anything. Without these questions a first
 * deployment fails after minutes, half done.
 */
final class Preflight {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Lambda keeps for functions that reserve nothing; an account with a lower limit keeps all of it. */
    private static final int KEPT_UNRESERVED = 100;

    private final EngineConnection aws;
    private final Path assembly;
    private final Path root;

    /**
     * @param assembly the stage to deploy
     * @param root the project's root, where a refusal leaves what its command reads
     */
    Preflight(EngineConnection aws, Path assembly, Path root) {
        this.aws = aws;
        this.assembly = assembly;
        this.root = root;
    }

    /**
     * Makes way for a second create where the first was taken back, once nothing else is in the way.
     *
     * @throws DeploymentException with a line for everything that is in the way; nothing has changed then
     */
    void require() throws IOException, InterruptedException, DeploymentException {
        var stacks = DeclaredStack.read(assembly);
        try (var cloudFormation = new CloudFormation(aws)) {
            var problems = new ArrayList<String>();
            problems.addAll(concurrency(stacks));
            problems.addAll(alarmTopics(stacks));
            var failed = new ArrayList<String>();
            for (var stack : stacks) {
                var present = cloudFormation.stack(stack.name());
                boolean isFailed =
                        present.filter(CloudFormation.Stack::isFailedCreate).isPresent();
                if (isFailed && present.get().isProtected()) {
                    failed.add(stack.name());
                }
                if (stack.isProtected()) {
                    var owned = present.isPresent() && !isFailed
                            ? cloudFormation.resources(stack.name())
                            : List.<CloudFormation.Resource>of();
                    problems.addAll(keptNames(
                            stack,
                            owned.stream()
                                    .map(CloudFormation.Resource::logicalId)
                                    .collect(toSet())));
                }
            }
            if (!problems.isEmpty()) {
                throw DeploymentException.refused(problems);
            }
            // CDK protects a stack before it creates it, and cannot delete it after the create failed.
            for (var stack : failed) {
                cloudFormation.protect(stack, false);
            }
        } catch (SdkException e) {
            throw DeploymentException.refused("AWS was asked for what the stage needs: " + e.getMessage()
                    + " (docs/deploying.md lists the rights)");
        }
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
    private List<String> concurrency(List<DeclaredStack> stacks) {
        var wanted = new TreeMap<String, Integer>();
        for (var stack : stacks) {
            stack.propertiesOf("AWS::Lambda::Function").values().stream()
                    .filter(function -> function.has("ReservedConcurrentExecutions"))
                    .forEach(function -> wanted.put(
                            function.path("FunctionName").asText(),
                            function.path("ReservedConcurrentExecutions").asInt()));
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        try (var lambda = AwsClients.configured(LambdaClient.builder(), aws).build()) {
            var limit = lambda.getAccountSettings(_ -> {}).accountLimit();
            int all = limit.concurrentExecutions();
            int free = limit.unreservedConcurrentExecutions() - Math.min(KEPT_UNRESERVED, all);
            int sum = 0;
            for (var function : wanted.entrySet()) {
                sum += function.getValue();
                free += reserved(lambda, function.getKey());
            }
            // Of a limit that was lowered after functions had reserved there may be less than nothing.
            free = Math.max(0, free);
            return sum <= free
                    ? List.of()
                    : List.of(
                            ("the stage reserves %d concurrent executions (%s), and region %s of this account has %d to"
                                            + " reserve (limit %d, of which %d stay unreserved): request a higher limit with 'aws"
                                            + " service-quotas request-service-quota-increase --service-code lambda --quota-code"
                                            + " L-B99A9384 --desired-value 1000'")
                                    .formatted(
                                            sum,
                                            wanted.entrySet().stream()
                                                    .map(one -> one.getKey() + " " + one.getValue())
                                                    .collect(joining(", ")),
                                            aws.caller().region(),
                                            free,
                                            all,
                                            Math.min(KEPT_UNRESERVED, all)));
        }
    }

    /** What a function that is there already has reserved. */
    private static int reserved(LambdaClient lambda, String function) {
        try {
            var reserved = lambda.getFunctionConcurrency(get -> get.functionName(function))
                    .reservedConcurrentExecutions();
            return reserved == null ? 0 : reserved;
        } catch (software.amazon.awssdk.services.lambda.model.ResourceNotFoundException e) {
            return 0;
        }
    }

    /**
     * An alarm tells a topic of its own region.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
     */
    private List<String> alarmTopics(List<DeclaredStack> stacks) {
        Set<String> topics = new TreeSet<>();
        for (var stack : stacks) {
            stack.propertiesOf("AWS::CloudWatch::Alarm").values().stream()
                    .map(alarm -> alarm.path("AlarmActions"))
                    .forEach(actions -> actions.forEach(action -> {
                        if (action.isTextual()) {
                            topics.add(action.textValue());
                        }
                    }));
        }
        var problems = new ArrayList<String>();
        for (var topic : topics) {
            var region = topic.split(":", -1)[3];
            if (!region.equals(aws.caller().region())) {
                problems.add("%s=%s is a topic of region %s, and the stage's alarms are in %s: set it to a topic there"
                        .formatted(
                                Stages.ALARM_TOPIC_ARN,
                                topic,
                                region,
                                aws.caller().region()));
            } else if (!exists(topic)) {
                problems.add(
                        "%s=%s does not exist: create it with 'aws sns create-topic --name %s', or set it to another"
                                .formatted(Stages.ALARM_TOPIC_ARN, topic, topic.substring(topic.lastIndexOf(':') + 1)));
            }
        }
        return problems;
    }

    private boolean exists(String topic) {
        try (var sns = AwsClients.configured(SnsClient.builder(), aws).build()) {
            sns.getTopicAttributes(get -> get.topicArn(topic));
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (AuthorizationErrorException e) {
            // Another account's topic may let alarms publish and nobody read.
            return true;
        }
    }

    /**
     * Resources that an earlier removal of the stage has kept. Their names are taken, so a create fails.
     *
     * @param owned the logical ids of what the stack has
     */
    private List<String> keptNames(DeclaredStack stack, Set<String> owned) throws IOException {
        var mapping = new TreeMap<String, Map<String, String>>();
        var names = new ArrayList<String>();
        for (var kind : Kind.values()) {
            for (var resource : stack.propertiesOf(kind.type).entrySet()) {
                var name = resource.getValue().path(kind.nameProperty);
                if (name.isTextual() && !owned.contains(resource.getKey())) {
                    kind.find(aws, name.textValue()).ifPresent(found -> {
                        mapping.put(resource.getKey(), Map.of(kind.identifier, found));
                        names.add(kind.word + " " + name.textValue());
                    });
                }
            }
        }
        return names.isEmpty() ? List.of() : List.of(refusal(stack, names, mapping));
    }

    private String refusal(DeclaredStack stack, List<String> names, Map<String, Map<String, String>> mapping)
            throws IOException {
        var file = root.resolve("target/deploy/import-" + stack.name() + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writeValueAsString(mapping));
        var cdkFolder = root.resolve("infra-cdk");
        return "stack %s does not have %s%s, which exist%s, since a removal keeps data: delete %s, or take %s into the stack with"
                        .formatted(
                                stack.name(),
                                names.getFirst(),
                                names.size() == 1 ? "" : " and %d more".formatted(names.size() - 1),
                                names.size() == 1 ? "s" : "",
                                names.size() == 1 ? "it" : "them",
                                names.size() == 1 ? "it" : "them")
                + " 'cd infra-cdk && npx cdk import --app %s %s --resource-mapping %s'"
                        .formatted(cdkFolder.relativize(assembly), stack.name(), cdkFolder.relativize(file));
    }

    /** Types of resources that a stage keeps, each with what CloudFormation imports it by. */
    private enum Kind {
        TABLE("table", "AWS::DynamoDB::Table", "TableName", "TableName") {
            @Override
            Optional<String> find(EngineConnection aws, String name) {
                try (var client =
                        AwsClients.configured(DynamoDbClient.builder(), aws).build()) {
                    return Optional.of(client.describeTable(describe -> describe.tableName(name))
                            .table()
                            .tableName());
                } catch (software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException e) {
                    return Optional.empty();
                }
            }
        },
        QUEUE("queue", "AWS::SQS::Queue", "QueueName", "QueueUrl") {
            @Override
            Optional<String> find(EngineConnection aws, String name) {
                try (var client =
                        AwsClients.configured(SqsClient.builder(), aws).build()) {
                    return Optional.of(
                            client.getQueueUrl(get -> get.queueName(name)).queueUrl());
                } catch (QueueDoesNotExistException e) {
                    return Optional.empty();
                }
            }
        },
        LOG_GROUP("log group", "AWS::Logs::LogGroup", "LogGroupName", "LogGroupName") {
            @Override
            Optional<String> find(EngineConnection aws, String name) {
                try (var client = AwsClients.configured(CloudWatchLogsClient.builder(), aws)
                        .build()) {
                    return client
                            .describeLogGroupsPaginator(describe -> describe.logGroupNamePrefix(name))
                            .logGroups()
                            .stream()
                            .map(group -> group.logGroupName())
                            .filter(name::equals)
                            .findFirst();
                }
            }
        },
        SECRET("secret", "AWS::SecretsManager::Secret", "Name", "Id") {
            @Override
            Optional<String> find(EngineConnection aws, String name) {
                try (var client = AwsClients.configured(SecretsManagerClient.builder(), aws)
                        .build()) {
                    return Optional.of(client.describeSecret(describe -> describe.secretId(name))
                            .arn());
                } catch (software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException e) {
                    return Optional.empty();
                }
            }
        };

        private final String word;
        private final String type;
        private final String nameProperty;
        private final String identifier;

        Kind(String word, String type, String nameProperty, String identifier) {
            this.word = word;
            this.type = type;
            this.nameProperty = nameProperty;
            this.identifier = identifier;
        }

        /** The identifier of the resource of that name; empty where there is none. */
        abstract Optional<String> find(EngineConnection aws, String name);
    }
}
