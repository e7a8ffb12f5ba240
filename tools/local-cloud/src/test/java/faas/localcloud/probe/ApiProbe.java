package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one request to AWS's services with the function's own access key, and answers with the status, a line end and
 * the body. Its event is a text of three lines: path, headers as {@code name: value|name: value}, body.
 */
public final class ApiProbe implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = Arrays.asList(
                event.substring(1, event.length() - 1).replace("\\\"", "\"").split("\\\\n", -1));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(System.getenv("AWS_ENDPOINT_URL") + lines.get(0)))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + System.getenv("AWS_ACCESS_KEY_ID")
                                + "/20261122/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(lines.get(2)));
        for (String header : lines.get(1).split("\\|", -1)) {
            int colon = header.indexOf(": ");
            request.header(header.substring(0, colon), header.substring(colon + 2));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            out.write((response.statusCode() + "\n" + response.body()).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
