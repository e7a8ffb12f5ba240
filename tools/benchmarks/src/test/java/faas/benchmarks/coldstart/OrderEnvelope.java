package faas.benchmarks.coldstart;

import io.avaje.jsonb.Json;
import io.orderchannel.events.Money;
import io.orderchannel.events.OrderItem;
import io.orderchannel.events.OrderSnapshot;
import java.time.Instant;

/** An order's event as the libraries see it that map records by themselves. They are spared the look at its type. */
@Json
@Json.Import({OrderSnapshot.class, OrderItem.class, Money.class})
public record OrderEnvelope(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String traceparent,
        String correlationid,
        String causationid,
        OrderSnapshot data) {}
