package faas.infra.construct;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/**
 * Tells of requests that a table refuses for its throughput. A table paid by request has no limit of its own, but a
 * partition has, and a full index refuses the table's writes.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">Metrics of
 *     tables and indexes</a>
 */
public final class TableAlarms extends Construct {
    public TableAlarms(Construct scope, String id, StreamedTable table) {
        super(scope, id);
        Map<String, String> tableAlone = Map.of("TableName", table.physicalName());
        Map<String, IMetric> throttled = new TreeMap<>();
        throttled.put("reads", metric("ReadThrottleEvents", tableAlone));
        throttled.put("writes", metric("WriteThrottleEvents", tableAlone));
        for (String index : table.indexes()) {
            Map<String, String> ofIndex = Map.of("TableName", table.physicalName(), "GlobalSecondaryIndexName", index);
            throttled.put("reads" + throttled.size(), metric("ReadThrottleEvents", ofIndex));
            throttled.put("writes" + throttled.size(), metric("WriteThrottleEvents", ofIndex));
        }
        AlarmRule.unlessRetried("A table is throttled")
                .watch(
                        this,
                        "ThrottlesAlarm",
                        table.physicalName() + " refuses requests for its throughput",
                        MathExpression.Builder.create()
                                .expression("SUM(METRICS())")
                                .usingMetrics(throttled)
                                .period(AlarmRule.MINUTE)
                                .build(),
                        0);
    }

    private static Metric metric(String name, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace("AWS/DynamoDB")
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic("Sum")
                .period(AlarmRule.MINUTE)
                .build();
    }
}
