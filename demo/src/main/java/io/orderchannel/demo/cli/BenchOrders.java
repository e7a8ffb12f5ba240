package io.orderchannel.demo.cli;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Valid orders for measurements of the main flow, seeded; none names LOCKER, so that all are confirmed, and their
 * partner is silent, so that nothing more happens to them.
 */
final class BenchOrders {

    private static final String[] CHANNELS = {"STORE", "COURIER", "MARKETPLACE"};

    private static final int MOST_ITEMS = 100;

    private BenchOrders() {}

    /** @param count at most 9,000 in one run, which each channel can take alone */
    static String lines(int count) {
        return lines(count, 1);
    }

    /** Orders with as many items as are allowed, about 10 KB each. */
    static String large(int count) {
        return lines(count, MOST_ITEMS);
    }

    private static String lines(int count, int items) {
        var random = new Random(42);
        var lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append("{\"idempotencyKey\":\"bench-%d\",\"customerId\":\"c-%d\",\"channel\":\"%s\",\"items\":[%s]}%n"
                    .formatted(
                            i,
                            random.nextInt(1000),
                            CHANNELS[random.nextInt(CHANNELS.length)],
                            Stream.generate(() -> item(random)).limit(items).collect(Collectors.joining(","))));
        }
        return lines.toString();
    }

    private static String item(Random random) {
        return "{\"sku\":\"PARTNER-SILENT-%03d\",\"quantity\":%d,\"unitPrice\":{\"amount\":%d,\"currency\":\"EUR\"}}"
                .formatted(random.nextInt(1000), random.nextInt(1, 6), random.nextInt(100, 20_000));
    }
}
