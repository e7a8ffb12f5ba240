package faas.benchmarks.coldstart;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** A sale's event as the libraries see it that map records by themselves. They are spared the look at its type. */
@Json
@Json.Import({Sale.class, Sale.Item.class, Sale.Money.class})
public record SaleEnvelope(
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
        Sale data) {}
