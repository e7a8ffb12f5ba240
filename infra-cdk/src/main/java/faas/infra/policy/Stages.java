package faas.infra.policy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The stages that can be deployed, by name. They live side by side in one account. */
public final class Stages {
    /** Names the address where a production stage's partner takes notices. */
    public static final String PARTNER_URL = "PARTNER_URL";

    /** Names the ARN of the SNS topic that a production stage's alarms tell; may be left out. */
    public static final String ALARM_TOPIC_ARN = "ALARM_TOPIC_ARN";

    private static final Pattern TOPIC_ARN = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:.+");
    private static final List<String> NAMES = List.of("demo", "test", "production");

    private Stages() {}

    /**
     * The stage of that name.
     *
     * @param environment holds {@value #PARTNER_URL} for {@code production}, and {@value #ALARM_TOPIC_ARN} if its alarms are to
     *     tell somebody
     * @throws IllegalArgumentException where there is no such stage, or it lacks a setting
     */
    public static Stage named(String name, Map<String, String> environment) {
        return switch (name) {
            case "demo" -> Stage.demo();
            case "test" -> Stage.demo().withName(name);
            case "production" ->
                production(partner(environment.getOrDefault(PARTNER_URL, "")))
                        .withAlarms(alarms -> alarms.withTopic(topic(environment.getOrDefault(ALARM_TOPIC_ARN, ""))))
                        .withName(name);
            default -> throw new IllegalArgumentException("stage " + name + ": unknown, expected one of " + NAMES);
        };
    }

    /** Its functions have the sizes of the demo's; what the demo shows within seconds takes its time here. */
    private static Stage production(URI partner) {
        return Stage.demo()
                .retained()
                .withPartner(new PartnerPolicy.External(partner))
                .withOrder(order -> order.withStaleOrders(stale -> stale.withLimit(Duration.ofDays(2))
                        // An answer takes seconds; one that the queue tries again takes up to 6 minutes.
                        .withAskAgain(Duration.ofMinutes(4), Duration.ofHours(1))))
                .withChannel(channel -> channel
                        // The demo's limit is for a partner that is a function of the same account.
                        .withPartnerCalls(calls -> calls.withNotifyPartner(notify -> notify.withScaling(
                                        scaling -> scaling.withReservedConcurrency(OptionalInt.empty()))
                                .withAsync(async -> async.withMaximumEventAge(AsyncPolicy.LONGEST_AGE))))
                        .withPayouts(payouts -> payouts.withStart(100, Duration.ofHours(1))
                                .withQueue(queue -> queue.withOldestMessageAge(Duration.ofHours(2)))));
    }

    private static URI partner(String url) {
        if (!url.startsWith("https://")) {
            throw new IllegalArgumentException("stage production: " + PARTNER_URL + " is '" + url
                    + "': set it to the https address where the partner takes notices");
        }
        return URI.create(url);
    }

    private static Optional<String> topic(String arn) {
        if (arn.isEmpty()) {
            return Optional.empty();
        }
        if (!TOPIC_ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException("stage production: " + ALARM_TOPIC_ARN + " is '" + arn
                    + "': set it to the ARN of an SNS topic, or leave it out");
        }
        return Optional.of(arn);
    }
}
