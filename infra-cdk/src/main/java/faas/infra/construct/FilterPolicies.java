package faas.infra.construct;

import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.ExpressOrders;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.sns.StringConditions;
import software.amazon.awscdk.services.sns.SubscriptionFilter;

/**
 * A consumer group in the words of SNS: conditions on message attributes, all of which must hold.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
final class FilterPolicies {
    private FilterPolicies() {}

    static Map<String, SubscriptionFilter> of(ConsumerGroup group) {
        SubscriptionFilter type = oneOf(group.wireNames());
        return switch (group.express()) {
            case TOO -> Map.of(ConsumerGroup.TYPE_ATTRIBUTE, type);
            case ONLY ->
                Map.of(
                        ConsumerGroup.TYPE_ATTRIBUTE,
                        type,
                        ExpressOrders.ATTRIBUTE,
                        oneOf(List.of(ExpressOrders.VALUE)));
            case NOT ->
                Map.of(
                        ConsumerGroup.TYPE_ATTRIBUTE,
                        type,
                        ExpressOrders.ATTRIBUTE,
                        SubscriptionFilter.notExistsFilter());
        };
    }

    private static SubscriptionFilter oneOf(List<String> values) {
        return SubscriptionFilter.stringFilter(
                StringConditions.builder().allowlist(values).build());
    }
}
