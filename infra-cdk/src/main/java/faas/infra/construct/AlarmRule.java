package faas.infra.construct;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.constructs.Construct;

/**
 * When values of a metric are an incident, and what to do then. Every alarm follows a rule, so its description names
 * the paragraph of docs/operating.md that whoever it wakes reads first.
 *
 * @param paragraph heading in docs/operating.md
 * @param bad how many datapoints above the threshold, of the last {@code of}, raise the alarm
 * @param missing what a period without a datapoint counts as; {@code BREACHING} makes the metric a heartbeat
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">Alarm
 *     evaluation</a>
 */
public record AlarmRule(String paragraph, int bad, int of, TreatMissingData missing) {
    static final Duration MINUTE = Duration.minutes(1);
    static final Duration FIVE_MINUTES = Duration.minutes(5);

    private static final Duration DAY = Duration.days(1);

    /** Goes off with the first bad datapoint: nothing tries again, or the value itself says that it lasts. */
    public static AlarmRule atOnce(String paragraph) {
        return new AlarmRule(paragraph, 1, 1, TreatMissingData.NOT_BREACHING);
    }

    /** Goes off with two bad datapoints of three: one alone is put right by the retry that follows it. */
    public static AlarmRule unlessRetried(String paragraph) {
        return new AlarmRule(paragraph, 2, 3, TreatMissingData.NOT_BREACHING);
    }

    /** This rule where a period without a datapoint is as bad as a bad one. */
    public AlarmRule orMissing() {
        return new AlarmRule(paragraph, bad, of, TreatMissingData.BREACHING);
    }

    /** The paragraph's address in docs/operating.md, as GitHub makes it of the heading. */
    String address() {
        return "docs/operating.md#"
                + paragraph
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
    }

    /**
     * Watches for an event-source mapping that polls nothing although there is something to poll.
     *
     * @param waiting a metric that is above zero where there is, by five minutes
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Metrics of event-source
     *     mappings</a>
     */
    static void watchStandstill(ServiceFunction service, EventSourceMapping mapping, IMetric waiting) {
        Metric polled = Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName("PolledEventCount")
                .dimensionsMap(Map.of("EventSourceMappingUUID", mapping.getEventSourceMappingId()))
                .statistic("Sum")
                .period(FIVE_MINUTES)
                .build();
        unlessRetried("A mapping stands still")
                .watch(
                        service,
                        "StandstillAlarm",
                        service.functionName() + " is handed nothing although there is something for it",
                        MathExpression.Builder.create()
                                .expression("IF(waiting > 0 AND FILL(polled, 0) == 0, 1, 0)")
                                .usingMetrics(Map.of("waiting", waiting, "polled", polled))
                                .period(FIVE_MINUTES)
                                .build(),
                        0);
    }

    /**
     * Watches a count for any above zero, of something that happens once a {@code pause}. Where that is over a day, one
     * bad datapoint raises the alarm, since three might reach back further than the week that AWS allows. A day without
     * data is no such datapoint.
     *
     * @param count the sum of a metric, by period
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">Period of
     *     an alarm</a>
     */
    void watchAny(
            ServiceFunction service, String id, String description, Function<Duration, Metric> count, Duration pause) {
        boolean rare = pause.toSeconds().longValue() > DAY.toSeconds().longValue();
        AlarmRule rule = rare ? new AlarmRule(paragraph, 1, 1, TreatMissingData.NOT_BREACHING) : this;
        rule.watch(service, id, description, count.apply(rare ? DAY : pause), 0);
    }

    /** @param description what goes on, with the deployed name of what the alarm watches */
    void watch(Construct scope, String id, String description, IMetric metric, long threshold) {
        Alarm.Builder.create(scope, id)
                .alarmDescription(description + ". See " + address())
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .datapointsToAlarm(bad)
                .evaluationPeriods(of)
                .treatMissingData(missing)
                .build();
    }
}
