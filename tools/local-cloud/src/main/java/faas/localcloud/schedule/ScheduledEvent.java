package faas.localcloud.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The event of one tick of a rule.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html">Structure of events</a>
 */
final class ScheduledEvent {
    private ScheduledEvent() {}

    static String of(String id, Rule rule, Instant time) {
        String[] arn = rule.arn().split(":", -1);
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", arn[4])
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", arn[3]);
        event.putArray("resources").add(rule.arn());
        event.putObject("detail");
        return Json.text(event);
    }
}
