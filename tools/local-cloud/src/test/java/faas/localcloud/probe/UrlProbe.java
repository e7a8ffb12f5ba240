package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers with the event it got, except on the paths that ask for something else. */
public final class UrlProbe implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String answer = event;
        if (event.contains("\"rawPath\":\"/throw\"")) {
            throw new IllegalStateException("asked to throw");
        }
        if (event.contains("\"rawPath\":\"/hang\"")) {
            System.out.println("hangs");
            hang();
        }
        if (event.contains("\"rawPath\":\"/response\"")) {
            answer = "{\"statusCode\":201,\"headers\":{\"Location\":\"/orders/1\",\"Content-Type\":\"text/plain\"},"
                    + "\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"aGVsbG8=\",\"isBase64Encoded\":true}";
        }
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
