package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.KeepByHttp;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;

/** {@code POST /notes}: keeps a note. */
public final class KeepByHttpHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MOST_BODY_BYTES = 64 * 1024;

    private final KeepByHttp keepByHttp;
    private final HttpDoor door;

    public KeepByHttpHandler() {
        this(new KeepByHttp(NotesModule.notes("KeepByHttp")), Invocations.ofThisProcess());
    }

    KeepByHttpHandler(KeepByHttp keepByHttp, Invocations invocations) {
        this.keepByHttp = keepByHttp;
        this.door = new HttpDoor(invocations, "POST", "/notes", (request, _, _, log) -> answer(request, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Log log) {
        Body body = request.json("note", MOST_BODY_BYTES, Body::read);
        KeepByHttp.Outcome outcome = keepByHttp.keep(body.noteId(), body.text(), request.requestId());
        log.with("noteId", body.noteId()).with("outcome", outcome).info("note received");
        return switch (outcome) {
            case KEPT, KEPT_BEFORE -> HttpAnswer.json(201, new JsonObject().put("noteId", body.noteId()));
            case ID_TAKEN -> throw HttpProblem.of(409, "another note has this id");
        };
    }

    private record Body(String noteId, String text) {
        static Body read(JsonReader in) {
            return new Body(in.text("noteId"), in.text("text"));
        }
    }
}
