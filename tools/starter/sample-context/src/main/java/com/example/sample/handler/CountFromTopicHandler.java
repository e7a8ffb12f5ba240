package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.example.events.sample.SampleEventType;
import com.example.sample.application.CountFromTopic;
import faas.events.CloudEvent;
import faas.events.NotTakenException;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts events as the topic hands them over, with no queue between: commit on delivery. SNS invokes with one event at
 * a time (<a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Using Lambda with SNS</a>), and one that
 * fails is lost.
 */
public final class CountFromTopicHandler implements RequestHandler<SNSEvent, Void> {
    private final CountFromTopic countFromTopic;
    private final Function<String, CloudEvent> decode;
    private final Invocations invocations;

    public CountFromTopicHandler() {
        this(
                new CountFromTopic(NotesModule.notes("CountFromTopic")),
                CountFromTopicModule.events()::decode,
                Invocations.ofThisProcess());
    }

    CountFromTopicHandler(CountFromTopic countFromTopic, Function<String, CloudEvent> decode, Invocations invocations) {
        this.countFromTopic = countFromTopic;
        this.decode = decode;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(SNSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            for (SNSRecord one : event.getRecords()) {
                count(one.getSNS().getMessage(), invocation.log());
            }
        }
        return null;
    }

    private void count(String message, Log log) {
        try {
            CloudEvent event = decode.apply(message);
            if (event.type() != SampleEventType.ENTRY_KEPT) {
                throw new NotTakenException(event.type().wireName());
            }
            countFromTopic.count(event);
            log.about(event.context()).with("eventId", event.id()).info("event counted");
        } catch (NotTakenException notTaken) {
            log.with("type", notTaken.getMessage()).warn("event ignored: its type is not taken here");
        } catch (RuntimeException failure) {
            log.error("event not counted", failure);
            throw failure;
        }
    }
}
