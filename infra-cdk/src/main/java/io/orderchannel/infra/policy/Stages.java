package io.orderchannel.infra.policy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The stages that can be deployed, by name. They live side by side in one account. */
public final class Stages {
    /** Names the address where a production stage's partner takes notices. */
    public static final String PARTNER_URL = "PARTNER_URL";

    private static final List<String> NAMES = List.of("demo", "test", "production");

    private Stages() {}

    /**
     * The stage of that name.
     *
     * @param environment holds {@value #PARTNER_URL} for {@code production}
     * @throws IllegalArgumentException where there is no such stage, or it lacks a setting
     */
    public static Stage named(String name, Map<String, String> environment) {
        return switch (name) {
            case "demo" -> Stage.demo();
            case "test" -> Stage.demo().withName(name);
            case "production" ->
                production(partner(environment.getOrDefault(PARTNER_URL, ""))).withName(name);
            default -> throw new IllegalArgumentException("stage " + name + ": unknown, expected one of " + NAMES);
        };
    }

    /** Its functions have the sizes of the demo's; what the demo shows within seconds takes its time here. */
    private static Stage production(URI partner) {
        return Stage.demo()
                .retained()
                .withPartner(new PartnerPolicy.External(partner))
                .withOrder(order -> order.withStaleOrders(stale -> stale.withLimit(Duration.ofDays(2))))
                .withChannel(channel -> channel.withPayouts(payouts -> payouts.withStart(100, Duration.ofHours(1))));
    }

    private static URI partner(String url) {
        if (!url.startsWith("https://")) {
            throw new IllegalArgumentException("stage production: " + PARTNER_URL + " is '" + url
                    + "': set it to the https address where the partner takes notices");
        }
        return URI.create(url);
    }
}
