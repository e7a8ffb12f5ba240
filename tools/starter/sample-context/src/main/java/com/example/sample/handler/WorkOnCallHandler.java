package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.sample.application.WorkOnCall;
import faas.json.JsonReader;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Does the work of calls that nobody waits for (invocation type Event): {@code {"noteId": "...", "text": "..."}}. */
public final class WorkOnCallHandler implements RequestStreamHandler {
    private final WorkOnCall workOnCall;
    private final Invocations invocations;

    public WorkOnCallHandler() {
        this(new WorkOnCall(NotesModule.notes("WorkOnCall")), Invocations.ofThisProcess());
    }

    WorkOnCallHandler(WorkOnCall workOnCall, Invocations invocations) {
        this.workOnCall = workOnCall;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        try (Invocation invocation = invocations.begin(context)) {
            try {
                Call call = JsonReader.read("WorkOnCall: payload", payload, Call::read);
                // Lambda delivers a call again under the same request id.
                boolean done = workOnCall.work(call.noteId(), call.text(), invocation.requestId());
                invocation.log().with("noteId", call.noteId()).info(done ? "work done" : "work done before");
            } catch (RuntimeException failure) {
                invocation.log().error("work failed", failure);
                throw failure;
            }
        }
    }

    private record Call(String noteId, String text) {
        static Call read(JsonReader in) {
            return new Call(in.text("noteId"), in.text("text"));
        }
    }
}
