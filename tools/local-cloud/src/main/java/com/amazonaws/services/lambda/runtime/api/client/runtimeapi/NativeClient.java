package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Takes the place of the class of this name in the runtime interface client, whose methods are native and exist for
 * Linux only. In an environment without native code the engine's jar stands before the client's on the class path;
 * everything else of the client stays as it is. Only headers that the engine sends are read.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class NativeClient {
    private static String invocations = "";

    private NativeClient() {}

    static void init(String runtimeApi) {
        invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
    }

    /** Waits for the next invocation, however long that takes. */
    static InvocationRequest next() {
        try {
            HttpURLConnection connection = connect("next");
            InvocationRequest request = new InvocationRequest();
            try (InputStream payload = connection.getInputStream()) {
                request.setContent(payload.readAllBytes());
            }
            request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
            request.setInvokedFunctionArn(connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
            request.setDeadlineTimeInMs(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
            request.setClientContext(connection.getHeaderField("Lambda-Runtime-Client-Context"));
            request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException("Runtime API: no next invocation", e);
        }
    }

    static void postInvocationResponse(byte[] requestId, byte[] response) {
        String path = new String(requestId, StandardCharsets.UTF_8) + "/response";
        try {
            HttpURLConnection connection = connect(path);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setFixedLengthStreamingMode(response.length);
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(response);
            }
            // Throws where the answer is an error, and leaves the connection to the next request.
            connection.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("Runtime API: " + path, e);
        }
    }

    /** Never through a proxy, whatever the function has set for its own calls. */
    private static HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) URI.create(invocations + path).toURL().openConnection(Proxy.NO_PROXY);
    }
}
