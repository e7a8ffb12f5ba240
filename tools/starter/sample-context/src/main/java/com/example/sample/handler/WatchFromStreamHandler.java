package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.example.sample.application.WatchFromStream;
import com.example.sample.application.WatchFromStream.Change;
import com.example.sample.table.NotesTable;
import faas.kit.batch.StreamBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.util.Map;
import java.util.Objects;

/** Hands each change in the stream of notes to its use case. */
public final class WatchFromStreamHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final WatchFromStream watchFromStream;
    private final Invocations invocations;

    public WatchFromStreamHandler() {
        this(new WatchFromStream(), Invocations.ofThisProcess());
    }

    WatchFromStreamHandler(WatchFromStream watchFromStream, Invocations invocations) {
        this.watchFromStream = watchFromStream;
        this.invocations = invocations;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return StreamBatch.inOrder(event, invocation, one -> watch(one, invocation));
        }
    }

    private void watch(DynamodbStreamRecord one, Invocation invocation) {
        Map<String, AttributeValue> key = one.getDynamodb().getKeys();
        String noteId = Objects.requireNonNull(key.get(NotesTable.NOTE_ID)).getS();
        invocation.log().info(watchFromStream.watch(noteId, Change.valueOf(one.getEventName())));
    }
}
