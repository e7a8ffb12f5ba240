package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.ShowByHttp;
import com.example.sample.domain.Note;
import faas.json.JsonObject;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.invocation.Invocations;

/** {@code GET /notes/{noteId}}: shows one note. */
public final class ShowByHttpHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final ShowByHttp showByHttp;
    private final HttpDoor door;

    public ShowByHttpHandler() {
        this(new ShowByHttp(NotesModule.notes("ShowByHttp")), Invocations.ofThisProcess());
    }

    ShowByHttpHandler(ShowByHttp showByHttp, Invocations invocations) {
        this.showByHttp = showByHttp;
        this.door = new HttpDoor(invocations, "GET", "/notes/{noteId}", (_, noteId, _, _) -> answer(noteId));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(String noteId) {
        Note note = showByHttp.show(noteId).orElseThrow(() -> HttpProblem.of(404, "there is no note of this id"));
        return HttpAnswer.json(
                200,
                new JsonObject()
                        .put("noteId", note.id())
                        .put("version", note.version())
                        .put("text", note.text()));
    }
}
