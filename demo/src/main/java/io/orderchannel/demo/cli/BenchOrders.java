package io.orderchannel.demo.cli;

import java.util.Random;

/**
 * Valid orders for measurements of the main flow, seeded; none names LOCKER, so that all are confirmed, and their partner is
 * silent, so that nothing more happens to them.
 */
final class BenchOrders {

    private static final String[] CHANNELS = {"STORE", "COURIER", "MARKETPLACE"};

    private BenchOrders() {}

    /** @param count at most 9,000 in one run, which each channel can take alone */
    static String lines(int count) {
        var random = new Random(42);
        var lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append("""
                    {"idempotencyKey":"bench-%d","customerId":"c-%d","channel":"%s",\
                    "items":[{"sku":"PARTNER-SILENT-%03d","quantity":%d,"unitPrice":{"amount":%d,"currency":"EUR"}}]}
                    """.formatted(
                            i,
                            random.nextInt(1000),
                            CHANNELS[random.nextInt(CHANNELS.length)],
                            random.nextInt(1000),
                            random.nextInt(1, 6),
                            random.nextInt(100, 20_000)));
        }
        return lines.toString();
    }
}
