package faas.kit.http;

import faas.kit.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a function with a URL answered. */
public record HttpResult(Map<?, ?> answer) {

    public static HttpResult of(String answer) {
        return new HttpResult((Map<?, ?>) Json.parse(answer));
    }

    public int status() {
        return (int) member(answer, "statusCode");
    }

    /** A header field; {@code name} in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable((String) ((Map<?, ?>) member(answer, "headers")).get(name));
    }

    public String body() {
        return (String) member(answer, "body");
    }

    /** The pointers of a problem's wrong fields. */
    public List<String> wrongFields() {
        return ((List<?>) member((Map<?, ?>) Json.parse(body()), "errors"))
                .stream()
                        .map(error -> (String) member((Map<?, ?>) error, "pointer"))
                        .toList();
    }

    private static Object member(Map<?, ?> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }
}
