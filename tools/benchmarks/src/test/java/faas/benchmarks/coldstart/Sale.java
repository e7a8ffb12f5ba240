package faas.benchmarks.coldstart;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the measured event carries: an aggregate of usual size, with a list, nested records, a time and an enum. */
public record Sale(
        String saleId,
        long version,
        String buyerId,
        Way way,
        boolean urgent,
        State state,
        List<Item> items,
        Money total,
        Instant soldAt,
        @Nullable String reason) {

    /** How it reaches the buyer. */
    public enum Way {
        SHOP,
        COURIER
    }

    /** State at this version. */
    public enum State {
        SOLD,
        RETURNED
    }

    /** One line. */
    public record Item(String sku, int quantity, Money unitPrice) {}

    /** An amount in minor units. */
    public record Money(long amount, String currency) {}
}
