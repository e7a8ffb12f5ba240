package faas.kit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to an address outside of AWS, once, over the JDK's own connection. The first call of a process took some
 * 130 ms over it and some 900 ms over the JDK's {@code HttpClient} (loopback, two busy cores, C1, median of 7).
 *
 * <p>The connection does nothing by itself: it repeats no call (a body of known length is streamed, so the JDK has
 * nothing to repeat it from), follows no redirect, and is not kept, since one that outlived a frozen environment would
 * fail the next call.
 */
public final class JsonPost {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private JsonPost() {}

    /**
     * Posts and waits for the status. What the answer says beyond it is not read.
     *
     * @param headers further header fields
     * @param limit how long a silence of the other side may last, above zero; connecting has 2 s of it at most
     * @return the HTTP status
     * @throws IOException if no status came: no connection, a time-out, an invalid header, or an answer that is not
     *     HTTP
     */
    public static int send(URI address, Map<String, String> headers, byte[] body, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout(millis(limit.compareTo(CONNECT_LIMIT) < 0 ? limit : CONNECT_LIMIT));
            connection.setReadTimeout(millis(limit));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("content-type", "application/json");
            connection.setRequestProperty("connection", "close");
            set(headers, connection);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return status(connection);
        } finally {
            connection.disconnect();
        }
    }

    /** The JDK's exception cites the value that it refuses, which may come from a message. */
    private static void set(Map<String, String> headers, HttpURLConnection connection) throws IOException {
        try {
            headers.forEach(connection::setRequestProperty);
        } catch (IllegalArgumentException _) {
            throw new IOException("a header field holds characters that HTTP does not take");
        }
    }

    /**
     * A streamed request that is answered with 401 or 407 is an exception to the JDK, since it cannot sign in and
     * repeat it.
     */
    private static int status(HttpURLConnection connection) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("the answer is not HTTP");
            }
            close(connection.getErrorStream());
            return status;
        } catch (HttpRetryException refused) {
            return refused.responseCode();
        }
    }

    private static void close(@Nullable InputStream stream) throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    private static int millis(Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit is " + limit + ", expected above zero");
        }
        // Zero would mean for ever.
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis()));
    }
}
