package faas.cli.cost;

/**
 * List prices in US dollars, us-east-1, Arm functions, without free tiers. Look them up before you rely on them:
 * https://aws.amazon.com/lambda/pricing, /sqs/pricing, /sns/pricing, /dynamodb/pricing/on-demand,
 * /secrets-manager/pricing, /cloudwatch/pricing.
 */
final class Prices {

    /** When they were looked up. */
    static final String AS_OF = "November 2025";

    static final double LAMBDA_REQUESTS_PER_MILLION = 0.20;
    static final double LAMBDA_GIBIBYTE_SECOND = 0.0000133334;
    static final double SQS_REQUESTS_PER_MILLION = 0.40;
    static final double SNS_PUBLISHES_PER_MILLION = 0.50;
    static final double DYNAMODB_WRITES_PER_MILLION = 0.625;
    static final double ALARM_METRIC_MONTH = 0.10;
    static final double DASHBOARD_MONTH = 3.00;
    static final double SECRET_MONTH = 0.40;

    private Prices() {}
}
