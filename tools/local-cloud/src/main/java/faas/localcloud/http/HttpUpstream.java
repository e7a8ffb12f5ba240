package faas.localcloud.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A blocking HTTP/1.1 client for one server on loopback, with kept connections. It never sends a request twice, since a
 * write that is repeated unseen would be counted twice. Safe for use by several threads; meant for virtual ones.
 */
public final class HttpUpstream implements AutoCloseable {
    /** Below the idle time after which either server (Jetty 30 s, Pekko 60 s) closes a connection. */
    private static final long KEEP_NANOS = Duration.ofSeconds(15).toNanos();

    private static final int CONNECT_MILLIS = 5_000;
    /** A long poll lasts 20 s. */
    private static final int READ_MILLIS = 60_000;

    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress address;
    private final String host;
    /** Before each target; empty, or a path without a slash at its end. */
    private final String path;

    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param server its address, with the path that all targets are below; without a slash at its end */
    public HttpUpstream(URI server) {
        this.address = new InetSocketAddress(server.getHost(), server.getPort());
        this.host = server.getHost() + ":" + server.getPort();
        this.path = server.getRawPath();
    }

    /** What came back; header names in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // a body that is handed on, never compared
    public record Response(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    /**
     * Sends a request and reads the whole response.
     *
     * @param headers without {@code Host}, {@code Content-Length} and {@code Connection}, which are added
     * @throws IOException if the server is not there, or breaks off
     */
    public Response send(String method, String target, List<Map.Entry<String, String>> headers, byte[] body)
            throws IOException {
        Connection connection = connection();
        boolean reusable = false;
        try {
            connection.write(head(method, target, headers, body.length), body);
            Response response = connection.read();
            reusable = response.header("connection")
                    .filter("close"::equalsIgnoreCase)
                    .isEmpty();
            return response;
        } finally {
            if (reusable && !closed) {
                connection.idleSince = System.nanoTime();
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private byte[] head(String method, String target, List<Map.Entry<String, String>> headers, int length) {
        StringBuilder head = new StringBuilder(512);
        head.append(method)
                .append(' ')
                .append(path)
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host);
        head.append("\r\nContent-Length: ").append(length).append("\r\n");
        for (Map.Entry<String, String> header : headers) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Connection connection() throws IOException {
        long now = System.nanoTime();
        for (@Nullable Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (now - kept.idleSince < KEEP_NANOS) {
                return kept;
            }
            kept.close();
        }
        return new Connection(address);
    }

    @Override
    public void close() {
        closed = true;
        for (@Nullable Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            kept.close();
        }
    }

    private static final class Connection {
        private final Socket socket = new Socket();
        private final InputStream input;
        private final OutputStream output;
        private long idleSince;

        Connection(InetSocketAddress address) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(address, CONNECT_MILLIS);
            input = new BufferedInputStream(socket.getInputStream(), BUFFER);
            output = socket.getOutputStream();
        }

        void write(byte[] head, byte[] body) throws IOException {
            byte[] whole = new byte[head.length + body.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            output.write(whole);
        }

        Response read() throws IOException {
            String statusLine = line();
            int status = Integer.parseInt(statusLine.substring(9, 12));
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            int length = -1;
            boolean chunked = false;
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                String name = line.substring(0, colon).trim().toLowerCase(java.util.Locale.ROOT);
                String value = line.substring(colon + 1).trim();
                headers.add(Map.entry(name, value));
                if (name.equals("content-length")) {
                    length = Integer.parseInt(value);
                } else if (name.equals("transfer-encoding")) {
                    chunked = value.equalsIgnoreCase("chunked");
                }
            }
            return new Response(status, headers, chunked ? chunks() : body(length));
        }

        private byte[] body(int length) throws IOException {
            byte[] body = input.readNBytes(Math.max(0, length));
            if (body.length < length) {
                throw new EOFException("response broken off after " + body.length + " of " + length + " bytes");
            }
            return body;
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (true) {
                String size = line();
                int semicolon = size.indexOf(';');
                int length = Integer.parseInt(
                        semicolon < 0
                                ? size.trim()
                                : size.substring(0, semicolon).trim(),
                        16);
                body.writeBytes(body(length));
                line();
                if (length == 0) {
                    return body.toByteArray();
                }
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c = input.read(); c != '\n'; c = input.read()) {
                if (c < 0) {
                    throw new EOFException("connection closed by " + socket.getRemoteSocketAddress());
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is left to do for a connection that is given up.
            }
        }
    }
}
