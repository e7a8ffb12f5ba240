package faas.infra.construct;

import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.constructs.Construct;

/**
 * Tells before the account has no concurrency left, of which all its functions are throttled, those of other systems
 * too.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html#claimed-account-concurrency">
 *     The account's concurrency</a>
 */
public final class AccountAlarms extends Construct {
    private static final int PERCENT = 80;

    public AccountAlarms(Construct scope, String id) {
        super(scope, id);
        AlarmRule.unlessRetried("The account runs out of concurrency")
                .watch(
                        this,
                        "ConcurrencyAlarm",
                        "over " + PERCENT + " % of the account's concurrent executions in this region are in use or"
                                + " reserved",
                        MathExpression.Builder.create()
                                .expression("100 * claimed / SERVICE_QUOTA(concurrent)")
                                .usingMetrics(Map.of(
                                        "claimed", ofTheAccount("ClaimedAccountConcurrency"),
                                        "concurrent", ofTheAccount("ConcurrentExecutions")))
                                .period(AlarmRule.MINUTE)
                                .build(),
                        PERCENT);
    }

    private static Metric ofTheAccount(String metricName) {
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName(metricName)
                .statistic("Maximum")
                .period(AlarmRule.MINUTE)
                .build();
    }
}
