package faas.localcloud.provision;

import java.util.List;
import java.util.Optional;

/**
 * Everything in a template that local-cloud takes note of and does not act on, each with the reason. What is neither
 * carried out nor here stops the start. docs/local-cloud.md shows this list; a test holds the two together.
 */
public final class NoLocalEffect {
    /** Stands for the whole resource type. */
    private static final String WHOLE = "";

    private static final List<Entry> ENTRIES = List.of(
            type("AWS::CloudWatch::Alarm", "nothing measures locally; figures are in the engine's records"),
            type("AWS::CloudWatch::Dashboard", "nothing draws it locally"),
            type("AWS::Logs::QueryDefinition", "Logs Insights runs on AWS only; ./faas logs reads the same lines"),
            type("AWS::Budgets::Budget", "nothing is billed"),
            type("AWS::CDK::Metadata", "tells AWS which constructs are used"),
            type("AWS::Logs::LogGroup", "log files of a run are kept as they are"),
            type("AWS::XRay::ResourcePolicy", "nothing collects traces locally"),
            type("AWS::SNS::TopicPolicy", "callers are of the topic's own account, and loopback has no TLS to ask for"),
            property("AWS::DynamoDB::Table", "BillingMode", "nothing is billed, no throughput is limited"),
            property("AWS::DynamoDB::Table", "DeletionProtectionEnabled", "tables live as long as the engine"),
            property("AWS::DynamoDB::Table", "PointInTimeRecoverySpecification", "tables live as long as the engine"),
            property("AWS::DynamoDB::Table", "SSESpecification", "tables are in memory only"),
            property("AWS::DynamoDB::Table", "Tags", "tags label resources for people and bills"),
            property("AWS::IAM::Role", "AssumeRolePolicyDocument", "only the engine's functions take a role"),
            property("AWS::IAM::Role", "Description", "a text for people"),
            property("AWS::IAM::Role", "Tags", "tags label resources for people and bills"),
            property("AWS::Lambda::Function", "Architectures", "Java packages run on both architectures"),
            property("AWS::Lambda::Function", "Description", "a text for people"),
            property("AWS::Lambda::Function", "LoggingConfig", "logs go to the run's own directory"),
            property("AWS::Lambda::Function", "SnapStart", "no snapshot is taken: each start is a start on demand"),
            property("AWS::Lambda::Function", "Tags", "tags label resources for people and bills"),
            property("AWS::Lambda::Function", "TracingConfig", "nothing collects traces locally"),
            property("AWS::Lambda::Version", "Description", "a text for people"),
            property("AWS::Lambda::Alias", "Description", "a text for people"),
            property("AWS::Lambda::EventSourceMapping", "MetricsConfig", "figures are in the engine's records"),
            property("AWS::Lambda::EventSourceMapping", "Tags", "tags label resources for people and bills"),
            property("AWS::SecretsManager::Secret", "KmsKeyId", "secrets are in memory only"),
            property("AWS::SecretsManager::Secret", "Tags", "tags label resources for people and bills"),
            property("AWS::SNS::Topic", "DisplayName", "a text for people"),
            property("AWS::SNS::Topic", "KmsMasterKeyId", "topics are in memory only"),
            property("AWS::SNS::Topic", "Tags", "tags label resources for people and bills"),
            property("AWS::SNS::Topic", "TracingConfig", "nothing collects traces locally"),
            property("AWS::SQS::Queue", "KmsMasterKeyId", "queues are in memory only"),
            property("AWS::SQS::Queue", "MessageRetentionPeriod", "ElasticMQ keeps a message until the engine stops"),
            property("AWS::SQS::Queue", "SqsManagedSseEnabled", "queues are in memory only"),
            property("AWS::SQS::Queue", "Tags", "tags label resources for people and bills"));

    private NoLocalEffect() {}

    /**
     * One thing without local effect.
     *
     * @param property empty for the whole type
     */
    public record Entry(String type, String property, String reason) {
        public Optional<String> propertyName() {
            return property.equals(WHOLE) ? Optional.empty() : Optional.of(property);
        }
    }

    /** The whole list. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    static boolean ofType(String type) {
        return contains(type, WHOLE);
    }

    static boolean ofProperty(String type, String property) {
        return contains(type, property);
    }

    private static boolean contains(String type, String property) {
        return ENTRIES.stream()
                .anyMatch(entry -> entry.type().equals(type) && entry.property().equals(property));
    }

    private static Entry type(String type, String reason) {
        return new Entry(type, WHOLE, reason);
    }

    private static Entry property(String type, String property, String reason) {
        return new Entry(type, property, reason);
    }
}
