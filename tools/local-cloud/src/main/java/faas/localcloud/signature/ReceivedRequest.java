package faas.localcloud.signature;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request as it arrived.
 *
 * @param rawPath path as sent, percent-encoded
 * @param rawQuery query as sent, without the question mark; empty: none
 * @param headers values by lower-case name, in the order sent
 */
@SuppressWarnings("ArrayRecordComponent") // a body that is handed on, never compared
public record ReceivedRequest(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String protocol,
        String sourceIp) {

    /**
     * The request of an exchange.
     *
     * @param body what was read of it; empty where nothing was read yet
     */
    public static ReceivedRequest of(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        return new ReceivedRequest(
                exchange.getRequestMethod(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                headers,
                body,
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    /** This request with its body. */
    public ReceivedRequest withBody(byte[] read) {
        return new ReceivedRequest(method, rawPath, rawQuery, headers, read, protocol, sourceIp);
    }

    /** The header's values joined by commas; empty if it was not sent. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName)).map(values -> String.join(",", values));
    }

    /** The query's parameters, percent-decoded, in the order sent; values of a repeated name joined by commas. */
    public Map<String, String> queryParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : rawQuery.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                String value = decode(equals < 0 ? "" : part.substring(equals + 1));
                parameters.merge(name, value, (earlier, later) -> earlier + "," + later);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
