package io.orderchannel.events;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The envelope as it stands in JSON, its data still unread, since the type says how to read them. Attributes that it does
 * not name are ignored. CloudEvents attribute names have lower-case letters and digits only.
 */
@Json
record WireEvent(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable String datacontenttype,
        @Nullable String traceparent,
        @Nullable String correlationid,
        @Nullable String causationid,
        @Json.Raw @Nullable String data) {}
