package faas.infra;

import java.util.Map;

/**
 * A request to a function's URL, signed by whoever sends it.
 *
 * @param method {@code GET} or {@code POST}
 * @param output name of the stack output that holds the function's URL
 * @param path path below the URL
 * @param body empty for none
 */
public record HttpExample(String method, String output, String path, Map<String, String> headers, String body) {
    public HttpExample {
        headers = Map.copyOf(headers);
    }

    /** A request without a body. */
    public static HttpExample get(String output, String path) {
        return new HttpExample("GET", output, path, Map.of(), "");
    }

    /** A request with a body of JSON and one header more. */
    public static HttpExample post(String output, String path, String header, String value, String json) {
        return new HttpExample("POST", output, path, Map.of("Content-Type", "application/json", header, value), json);
    }
}
