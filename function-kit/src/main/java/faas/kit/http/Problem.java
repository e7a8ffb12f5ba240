package faas.kit.http;

import faas.kit.json.JsonText;
import java.util.List;

/**
 * Why a request was refused, as problem details (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>). The problem
 * type is {@code about:blank}, so the title is the status's own phrase.
 *
 * @param status HTTP status, 400 to 599
 * @param title the status's phrase
 * @param detail this occurrence, for people
 * @param errors the wrong fields; empty where no field is to blame
 */
public record Problem(int status, String title, String detail, List<FieldError> errors) {
    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("problem: status is " + status + ", expected 400 to 599");
        }
        errors = List.copyOf(errors);
    }

    /** 400: the request is wrong; every wrong field is named. */
    public static Problem badRequest(String detail, List<FieldError> errors) {
        return new Problem(400, "Bad Request", detail, errors);
    }

    /** 401: nothing proves that the sender is who it should be. */
    public static Problem unauthorized(String detail) {
        return new Problem(401, "Unauthorized", detail, List.of());
    }

    /** 404: no such resource. */
    public static Problem notFound(String detail) {
        return new Problem(404, "Not Found", detail, List.of());
    }

    /** 405: the resource is there, the method is not. */
    public static Problem methodNotAllowed(String detail) {
        return new Problem(405, "Method Not Allowed", detail, List.of());
    }

    /** 409: the request is right in itself and does not fit what is stored. */
    public static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail, List.of());
    }

    /** 413: the body is too large. */
    public static Problem contentTooLarge(String detail) {
        return new Problem(413, "Content Too Large", detail, List.of());
    }

    /** 415: the body is of a type that is not read here. */
    public static Problem unsupportedMediaType(String detail) {
        return new Problem(415, "Unsupported Media Type", detail, List.of());
    }

    /** 422: the request is readable, but contradicts what is stored. */
    public static Problem unprocessable(String detail, List<FieldError> errors) {
        return new Problem(422, "Unprocessable Content", detail, errors);
    }

    /** 503: not now; the client may try again. */
    public static Problem unavailable(String detail) {
        return new Problem(503, "Service Unavailable", detail, List.of());
    }

    /** The document, {@code application/problem+json}. */
    public String toJson() {
        return JsonText.object(document -> document.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .putObjects(
                        "errors",
                        errors,
                        (object, error) ->
                                object.put("pointer", error.pointer()).put("detail", error.detail())));
    }
}
