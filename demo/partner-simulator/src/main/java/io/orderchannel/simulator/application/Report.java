package io.orderchannel.simulator.application;

import faas.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the partner reports about an assignment. Its id and body are the same whenever it reports it, so a repeat is
 * known as one.
 *
 * @param reason there with FAILED
 */
public record Report(
        String assignmentId, Kind kind, @Nullable String reason) {

    /** What happened. */
    public enum Kind {
        SHIPPED,
        DELIVERED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Report shipped(PartnerNotice notice) {
        return new Report(notice.assignmentId(), Kind.SHIPPED, null);
    }

    static Report delivered(PartnerNotice notice) {
        return new Report(notice.assignmentId(), Kind.DELIVERED, null);
    }

    static Report failed(PartnerNotice notice, String reason) {
        return new Report(notice.assignmentId(), Kind.FAILED, reason);
    }

    /** Names the report. */
    public String id() {
        return assignmentId + "-" + kind.word();
    }

    /** The report in JSON. */
    public String body() {
        return new JsonObject()
                .put("assignmentId", assignmentId)
                .put("update", kind.word())
                .putPresent("reason", reason)
                .toString();
    }
}
