package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.events.sample.AnswerOnRequestCommand;
import com.example.events.sample.AnswerOnRequestReply;
import com.example.sample.application.AnswerOnRequest;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers a caller who waits. A payload that is no command is an error of the function. */
public final class AnswerOnRequestHandler implements RequestStreamHandler {
    private final AnswerOnRequest answerOnRequest;
    private final Invocations invocations;

    public AnswerOnRequestHandler() {
        this(new AnswerOnRequest(NotesModule.notes("AnswerOnRequest")), Invocations.ofThisProcess());
    }

    AnswerOnRequestHandler(AnswerOnRequest answerOnRequest, Invocations invocations) {
        this.answerOnRequest = answerOnRequest;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        try (Invocation invocation = invocations.begin(context)) {
            try {
                AnswerOnRequestCommand command = AnswerOnRequestCommand.read(payload);
                AnswerOnRequestReply reply = answerOnRequest.answer(command);
                output.write(reply.toJson().getBytes(StandardCharsets.UTF_8));
                invocation
                        .log()
                        .about(command.context())
                        .with("noteId", command.noteId())
                        .info("request answered");
            } catch (RuntimeException failure) {
                invocation.log().error("request not answered", failure);
                throw failure;
            }
        }
    }
}
