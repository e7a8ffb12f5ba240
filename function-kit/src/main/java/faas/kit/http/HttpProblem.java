package faas.kit.http;

import faas.json.FieldError;
import faas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why a request is refused, as problem details (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>). A
 * handler throws it, and {@link HttpDoor} answers it. The problem type is {@code about:blank}, so the title is the
 * status's own phrase.
 */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient List<FieldError> errors;

    private HttpProblem(int status, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title(status);
        this.errors = List.copyOf(errors);
    }

    /** The request is refused with that status, one of those that have a title here. */
    public static HttpProblem of(int status, String detail) {
        return new HttpProblem(status, detail, List.of());
    }

    /** 400: the request is wrong; every wrong field is named. */
    public static HttpProblem badRequest(String detail, List<FieldError> errors) {
        return new HttpProblem(400, detail, errors);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 503 -> "Service Unavailable";
            default -> throw new IllegalArgumentException("problem: no title for status " + status);
        };
    }

    /** The answer, {@code application/problem+json}. */
    public HttpAnswer answer() {
        List<JsonObject> fields = new ArrayList<>();
        errors.forEach(error ->
                fields.add(new JsonObject().put("pointer", error.pointer()).put("detail", error.detail())));
        String document = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", getMessage())
                .put("errors", fields)
                .toString();
        return new HttpAnswer(status, Map.of("content-type", "application/problem+json"), document);
    }
}
