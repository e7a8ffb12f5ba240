package faas.localcloud.provision;

import faas.localcloud.assembly.LateValues;
import faas.localcloud.filter.EventFilter;
import faas.localcloud.mapping.SqsMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec;
import faas.localcloud.mapping.StreamMappingSpec.StartingPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
 */
final class MappingProvisioner implements Provisioner {
    private static final int LARGEST_BATCH = 10_000;
    private static final int DEFAULT_QUEUE_BATCH = 10;
    private static final int DEFAULT_STREAM_BATCH = 100;
    private static final int LONGEST_WINDOW = 300;
    private static final int MOST_CONCURRENCY = 1_000;
    private static final int MOST_PARALLEL = 10;
    private static final int MOST_RETRIES = 10_000;
    private static final int OLDEST_RECORD = 604_800;

    @Override
    public String type() {
        return "AWS::Lambda::EventSourceMapping";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String uuid = UUID.nameUUIDFromBytes(declaration.where().getBytes(StandardCharsets.UTF_8))
                .toString();
        properties.oneOf("Enabled", List.of("true"));
        String source = properties.requiredText("EventSourceArn");
        if (source.startsWith(declaration.naming().arn("sqs", ""))) {
            plan.queueMappings.add(ofQueue(declaration, uuid, source));
        } else if (LateValues.isPlaceholder("stream", source)) {
            plan.streamMappings.add(ofStream(declaration, uuid, source));
        } else if (!source.isEmpty()) {
            properties.problem(
                    "EventSourceArn", "found " + source + ", expected a queue or a table's stream of the assembly");
        }
        return new Identity(
                uuid,
                Map.of(
                        "Id",
                        uuid,
                        "EventSourceMappingArn",
                        declaration.naming().arn("lambda", "event-source-mapping:" + uuid)));
    }

    private static SqsMappingSpec ofQueue(Declaration declaration, String uuid, String queueArn) {
        Properties properties = declaration.properties();
        return new SqsMappingSpec(
                declaration.where(),
                uuid,
                properties.requiredText("FunctionName"),
                declaration.naming().queueUrl(queueArn.substring(queueArn.lastIndexOf(':') + 1)),
                queueArn,
                properties.integer("BatchSize", 1, LARGEST_BATCH).orElse(DEFAULT_QUEUE_BATCH),
                window(properties),
                properties
                        .object("ScalingConfig")
                        .map(scaling -> scaling.integer("MaximumConcurrency", 2, MOST_CONCURRENCY))
                        .orElse(OptionalInt.empty()),
                filterPatterns(properties),
                reportsItemFailures(properties));
    }

    private static StreamMappingSpec ofStream(Declaration declaration, String uuid, String streamPlaceholder) {
        Properties properties = declaration.properties();
        Optional<String> onFailure = properties
                .object("DestinationConfig")
                .flatMap(config -> config.object("OnFailure"))
                .flatMap(destination -> destination.text("Destination"));
        return new StreamMappingSpec(
                declaration.where(),
                uuid,
                properties.requiredText("FunctionName"),
                streamPlaceholder,
                streamPlaceholder,
                properties.integer("BatchSize", 1, LARGEST_BATCH).orElse(DEFAULT_STREAM_BATCH),
                window(properties),
                properties.integer("ParallelizationFactor", 1, MOST_PARALLEL).orElse(1),
                properties.flag("BisectBatchOnFunctionError"),
                properties.integer("MaximumRetryAttempts", -1, MOST_RETRIES).orElse(-1),
                Duration.ofSeconds(properties
                        .integer("MaximumRecordAgeInSeconds", -1, OLDEST_RECORD)
                        .orElse(-1)),
                StartingPosition.valueOf(properties
                        .oneOf("StartingPosition", List.of("TRIM_HORIZON", "LATEST"))
                        .orElse("TRIM_HORIZON")),
                filterPatterns(properties),
                onFailure,
                reportsItemFailures(properties));
    }

    private static Duration window(Properties properties) {
        return Duration.ofSeconds(properties
                .integer("MaximumBatchingWindowInSeconds", 0, LONGEST_WINDOW)
                .orElse(0));
    }

    private static boolean reportsItemFailures(Properties properties) {
        List<String> types = properties.texts("FunctionResponseTypes");
        for (String type : types) {
            if (!type.equals("ReportBatchItemFailures")) {
                properties.problem("FunctionResponseTypes", "found " + type + ", expected ReportBatchItemFailures");
            }
        }
        return !types.isEmpty();
    }

    private static List<String> filterPatterns(Properties properties) {
        List<String> patterns = new ArrayList<>();
        properties.object("FilterCriteria").ifPresent(criteria -> {
            for (Properties filter : criteria.objects("Filters")) {
                filter.text("Pattern").ifPresent(pattern -> {
                    patterns.add(pattern);
                    try {
                        EventFilter.of(List.of(pattern));
                    } catch (IllegalArgumentException e) {
                        filter.problem("Pattern", String.valueOf(e.getMessage()));
                    }
                });
            }
        });
        return patterns;
    }
}
