package faas.infra.construct;

import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/**
 * Tells the alarms' topic when the stage has cost four fifths of its monthly amount, and when it is expected to cost
 * more than all of it. It counts what carries the stage's tag, which must be activated once as a cost allocation tag.
 *
 * @see <a href="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html">The topic must
 *     let budgets.amazonaws.com publish</a>
 * @see <a href="https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html">Activating tags</a>
 */
public final class SpendingLimit extends Construct {
    private static final int PERCENT_SPENT = 80;
    private static final int PERCENT_EXPECTED = 100;

    /**
     * @param topic ARN of the topic that is told
     * @param dollars US dollars a month
     */
    public SpendingLimit(Construct scope, String id, Stage stage, String topic, int dollars) {
        super(scope, id);
        CfnBudget.Builder.create(this, "Budget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetName(stage.fullName())
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(dollars)
                                .unit("USD")
                                .build())
                        .costFilters(Map.of("TagKeyValue", List.of("user:stage$" + stage.fullName())))
                        .build())
                .notificationsWithSubscribers(
                        List.of(told("ACTUAL", PERCENT_SPENT, topic), told("FORECASTED", PERCENT_EXPECTED, topic)))
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty told(String type, int percent, String topic) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .notificationType(type)
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("SNS")
                        .address(topic)
                        .build()))
                .build();
    }
}
