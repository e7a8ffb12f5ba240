package faas.infra.construct;

import faas.infra.policy.Permission;
import faas.infra.policy.PolicyException;
import faas.infra.policy.PolicyRules;
import faas.infra.policy.SparseIndex;
import faas.infra.policy.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/**
 * A context's table, paid per request, with a stream of old and new images: the outbox that the relay reads. It is
 * declared in a {@linkplain faas.infra.StageApp#dataStack stack of its own}.
 */
public final class StreamedTable extends Construct {
    private final Table table;
    private final TableLayout layout;
    private final String physicalName;
    private final String streamArn;
    private final List<String> readers = new ArrayList<>();

    public StreamedTable(Construct scope, String id, String tableName, String partitionKey, RemovalPolicy removal) {
        this(scope, id, tableName, TableLayout.of(partitionKey), removal);
    }

    /**
     * With any layout.
     *
     * @param removal where it is not {@code DESTROY}, the table is also protected from deletion and has backups of any
     *     second of the last 35 days
     */
    public StreamedTable(Construct scope, String id, String tableName, TableLayout layout, RemovalPolicy removal) {
        super(scope, id);
        this.layout = layout;
        physicalName = tableName;
        PolicyException.throwIfAny(PolicyRules.ofTable(id, layout));
        Table.Builder builder = Table.Builder.create(this, "Table")
                .tableName(tableName)
                .partitionKey(text(layout.partitionKey()))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .removalPolicy(removal);
        if (removal != RemovalPolicy.DESTROY) {
            builder.deletionProtection(true)
                    .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                            .pointInTimeRecoveryEnabled(true)
                            .build());
        }
        layout.timeToLive().ifPresent(builder::timeToLiveAttribute);
        table = builder.build();
        layout.indexes().forEach(this::add);
        streamArn = Objects.requireNonNull(table.getTableStreamArn(), "a table declared with a stream has its ARN");
    }

    public String tableName() {
        return table.getTableName();
    }

    public String tableArn() {
        return table.getTableArn();
    }

    /**
     * What a reader of an index needs: the table's own permission covers none.
     *
     * @throws IllegalArgumentException where the table has no such index
     */
    public Permission mayQuery(String index, String reason) {
        if (layout.indexes().stream().map(SparseIndex::name).noneMatch(index::equals)) {
            throw new IllegalArgumentException(
                    "table %s: index %s: expected one of %s".formatted(getNode().getId(), index, layout.indexes()));
        }
        return Permission.of(tableArn() + "/index/" + index, reason, "dynamodb:Query");
    }

    /** Its deployed name, as a text. */
    public String physicalName() {
        return physicalName;
    }

    /** Names of its indexes. */
    public List<String> indexes() {
        return layout.indexes().stream().map(SparseIndex::name).toList();
    }

    /** Above zero where there is something in its stream, or a write was refused by its condition. */
    Metric writes() {
        return Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName("ConsumedWriteCapacityUnits")
                // By name: the table may be in another stack, which then need not export it.
                .dimensionsMap(Map.of("TableName", physicalName))
                .statistic("Sum")
                .period(AlarmRule.FIVE_MINUTES)
                .build();
    }

    String streamArn() {
        return streamArn;
    }

    private void add(SparseIndex index) {
        GlobalSecondaryIndexProps.Builder properties = GlobalSecondaryIndexProps.builder()
                .indexName(index.name())
                .partitionKey(text(index.partitionKey()))
                .sortKey(text(index.sortKey()));
        if (index.alsoHolds().isEmpty()) {
            properties.projectionType(ProjectionType.KEYS_ONLY);
        } else {
            properties.projectionType(ProjectionType.INCLUDE).nonKeyAttributes(index.alsoHolds());
        }
        table.addGlobalSecondaryIndex(properties.build());
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    /** Called by each trigger that reads this table's stream, so that one too many is refused. */
    void addReader(String construct) {
        readers.add(construct);
        PolicyException.throwIfAny(PolicyRules.ofStreamReaders(getNode().getId(), List.copyOf(readers)));
    }
}
