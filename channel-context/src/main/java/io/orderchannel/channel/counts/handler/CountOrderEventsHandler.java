package io.orderchannel.channel.counts.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.NotTakenException;
import faas.json.UnreadableJsonException;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.metrics.Metrics;
import faas.kit.priming.Priming;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.events.order.OrderEventFormat;
import org.jspecify.annotations.Nullable;

/**
 * Counts orders' events as the topic hands them over, with no queue between: commit on delivery.
 *
 * <p>To the topic an event is done when Lambda has taken it (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Using Lambda with SNS</a>), so one that fails here,
 * or that waits longer than Lambda keeps it, is lost: no retry, no dead-letter queue. One that comes twice counts
 * twice, since nothing remembers what was counted. For figures that may be a little wrong, and for nothing else.
 */
public final class CountOrderEventsHandler implements RequestHandler<SNSEvent, Void> {
    private final CountOrderEvents countOrderEvents;
    private final EventCodec codec = new EventCodec(new OrderEventFormat());
    private final Invocations invocations;

    public CountOrderEventsHandler() {
        this(CountModule.countOrderEvents(), Invocations.ofThisProcess());
        Priming.register("CountOrderEvents", CountPriming::primeCountOrderEvents);
    }

    CountOrderEventsHandler(CountOrderEvents countOrderEvents, Invocations invocations) {
        this.countOrderEvents = countOrderEvents;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            int notCounted = 0;
            for (SNSRecord one : event.getRecords()) {
                Log log = invocation.log().with("messageId", one.getSNS().getMessageId());
                try {
                    count(one, invocation.metrics(), log);
                } catch (RuntimeException | Error failure) {
                    FatalErrors.rethrow(failure);
                    log.error("event not counted", failure);
                    notCounted++;
                }
            }
            if (notCounted > 0) {
                // The events are lost, so the function has to report an error.
                throw new IllegalStateException("CountOrderEvents: " + notCounted + " of "
                        + event.getRecords().size() + " events not counted");
            }
        }
        return null;
    }

    private void count(SNSRecord one, Metrics metrics, Log log) {
        try {
            CloudEvent event = codec.decode(one.getSNS().getMessage());
            countOrderEvents.count(event);
            log.about(event.context())
                    .with("eventId", event.id())
                    .with("type", event.type().wireName())
                    .info("event counted");
            metrics.count("EventsCounted", 1);
        } catch (NotTakenException notTaken) {
            log.with("type", notTaken.getMessage()).warn("event ignored: its type is not counted here");
            metrics.count("MessagesIgnored", 1);
        } catch (UnreadableJsonException unreadable) {
            countOrderEvents.countUnreadable();
            log.error("event unreadable", unreadable);
            metrics.count("EventsUnreadable", 1);
        }
    }
}
