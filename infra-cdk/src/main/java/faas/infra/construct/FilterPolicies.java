package faas.infra.construct;

import faas.infra.policy.ConsumerGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        Map<String, SubscriptionFilter> filters = new TreeMap<>();
        filters.put(ConsumerGroup.TYPE_ATTRIBUTE, oneOf(group.eventTypes()));
        group.attributes()
                .forEach((name, value) -> filters.put(
                        name,
                        value.map(wanted -> oneOf(List.of(wanted))).orElseGet(SubscriptionFilter::notExistsFilter)));
        return filters;
    }

    private static SubscriptionFilter oneOf(List<String> values) {
        return SubscriptionFilter.stringFilter(
                StringConditions.builder().allowlist(values).build());
    }
}
