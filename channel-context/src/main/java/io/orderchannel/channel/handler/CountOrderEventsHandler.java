package io.orderchannel.channel.handler;

import static io.orderchannel.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import io.orderchannel.channel.application.CountOrderEvents;
import io.orderchannel.channel.application.CountOrderEvents.Counted;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.kit.batch.EventMessages;
import io.orderchannel.kit.invocation.Invocation;
import io.orderchannel.kit.invocation.Invocations;
import io.orderchannel.kit.priming.Priming;
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
        this(ChannelModule.countOrderEvents(), ChannelModule.eventMessages(), Invocations.ofThisProcess());
        Priming.register("CountOrderEvents", ChannelPriming::primeCountOrderEvents);
    }

    CountOrderEventsHandler(CountOrderEvents countOrderEvents, EventMessages messages, Invocations invocations) {
        this.countOrderEvents = countOrderEvents;
        this.messages = messages;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            for (SNSRecord one : event.getRecords()) {
                count(one, invocation);
            }
        }
        return null;
    }

    private void count(SNSRecord one, Invocation invocation) {
        switch (countOrderEvents.count(one.getSNS().getMessage())) {
            case Counted.Event(CloudEvent event) -> {
                invocation
                        .log()
                        .about(messages.correlation(event))
                        .info("event counted", field("type", event.type().wireName()));
                invocation.metrics().count("EventsCounted", 1);
            }
            case Counted.Unreadable unreadable -> {
                invocation
                        .log()
                        .error(
                                "event unreadable",
                                unreadable.cause(),
                                field("messageId", one.getSNS().getMessageId()));
                invocation.metrics().count("EventsUnreadable", 1);
            }
        }
    }
}
