package io.orderchannel.channel.counts.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import faas.events.CloudEvent;
import faas.kit.batch.EventMessages;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.metrics.Metrics;
import faas.kit.priming.Priming;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.channel.counts.application.CountOrderEvents.Counted;
import org.jspecify.annotations.Nullable;

/**
 * Counts orders' events as the topic hands them over, with no queue between: commit on delivery.
 *
 * <p>To the topic an event is done when Lambda has taken it (<a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Using Lambda
 * with SNS</a>), so one that fails here, or that waits longer than Lambda keeps it, is lost: no retry, no dead-letter queue. One that comes
 * twice counts twice, since nothing remembers what was counted. For figures that may be a little wrong, and for nothing else.
 */
public final class CountOrderEventsHandler implements RequestHandler<SNSEvent, Void> {

    private final CountOrderEvents countOrderEvents;
    private final EventMessages messages;
    private final Invocations invocations;

    public CountOrderEventsHandler() {
        this(CountModule.countOrderEvents(), CountModule.orderEvents(), Invocations.ofThisProcess());
        Priming.register("CountOrderEvents", CountPriming::primeCountOrderEvents);
    }

    CountOrderEventsHandler(CountOrderEvents countOrderEvents, EventMessages messages, Invocations invocations) {
        this.countOrderEvents = countOrderEvents;
        this.messages = messages;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            int notCounted = 0;
            for (SNSRecord one : event.getRecords()) {
                Log log = invocation.log().with(field("messageId", one.getSNS().getMessageId()));
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
        switch (countOrderEvents.count(one.getSNS().getMessage())) {
            case Counted.Event(CloudEvent event) -> {
                log.about(messages.correlation(event))
                        .info("event counted", field("type", event.type().wireName()));
                metrics.count("EventsCounted", 1);
            }
            case Counted.Unreadable unreadable -> {
                log.error("event unreadable", unreadable.cause());
                metrics.count("EventsUnreadable", 1);
            }
            case Counted.Ignored(String type) -> {
                log.warn("event ignored: its type is not counted here", field("type", type));
                metrics.count("MessagesIgnored", 1);
            }
        }
    }
}
