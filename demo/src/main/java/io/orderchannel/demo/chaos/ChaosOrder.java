package io.orderchannel.demo.chaos;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An order of the run. No other order has its customer, by whom its stored order is found. */
record ChaosOrder(String customerId, String channel, boolean express, List<Item> items) {

    private static final String CURRENCY = "EUR";
    private static final String CUSTOMER = "c-chaos-";
    private static final List<String> CHANNELS = List.of("STORE", "COURIER", "MARKETPLACE", "LOCKER");

    /**
     * Goods that the simulated partner treats specially: an entry for each percent of orders. It delivers all others.
     */
    private static final List<String> PARTNER_GOODS = List.of(
            "PARTNER-SLOW",
            "PARTNER-FAILS-ONCE",
            "PARTNER-FAILS-ONCE",
            "PARTNER-DOWN",
            "PARTNER-FAILS-DELIVERY",
            "PARTNER-FAILS-DELIVERY",
            "PARTNER-SILENT",
            "PARTNER-SILENT");

    /** @param amount unit price in cents */
    record Item(String sku, long quantity, long amount) {

        String content() {
            return ChaosOrder.content(sku, quantity, amount, CURRENCY);
        }

        private String json() {
            return "{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":{\"amount\":%d,\"currency\":\"%s\"}}"
                    .formatted(sku, quantity, amount, CURRENCY);
        }
    }

    /** The order with that number. A tenth are express, and a tenth name LOCKER, which has few slots. */
    static ChaosOrder of(long seed, int number) {
        var random = random(seed, number);
        int partner = random.nextInt(100);
        var sku = partner < PARTNER_GOODS.size() ? PARTNER_GOODS.get(partner) : "tea";
        return new ChaosOrder(
                CUSTOMER + number,
                CHANNELS.get(Math.min(random.nextInt(10) / 3, CHANNELS.size() - 1)),
                random.nextInt(10) == 0,
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(n -> new Item(
                                "%s-%03d".formatted(n == 0 ? sku : "mug", random.nextInt(1_000)),
                                random.nextLong(1, 6),
                                random.nextLong(100, 20_000)))
                        .toList());
    }

    /** Random numbers for the order with that number: the same in every run with that seed. */
    static RandomGenerator random(long seed, int number) {
        // SplittableRandom mixes its seed, so neighbouring numbers get unrelated values.
        return new SplittableRandom(seed * 1_000_003 + number);
    }

    String body() {
        return "{\"customerId\":\"%s\",\"channel\":\"%s\",\"express\":%s,\"items\":[%s]}"
                .formatted(
                        customerId,
                        channel,
                        express,
                        items.stream().map(Item::json).collect(Collectors.joining(",")));
    }

    /** The same order with other goods. */
    ChaosOrder changed() {
        return new ChaosOrder(customerId, channel, express, List.of(new Item("swapped-001", 1, 1)));
    }

    /** The order's content as text, for comparison. */
    String content() {
        return content(
                customerId, channel, express, items.stream().map(Item::content).toList());
    }

    static String content(String customerId, String channel, boolean express, List<String> items) {
        return "%s to %s%s: %s".formatted(customerId, channel, express ? " express" : "", String.join(", ", items));
    }

    static String content(String sku, long quantity, long amount, String currency) {
        return String.format(Locale.ROOT, "%d %s at %d %s", quantity, sku, amount, currency);
    }
}
