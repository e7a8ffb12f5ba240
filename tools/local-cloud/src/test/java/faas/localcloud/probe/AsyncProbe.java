package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Writes down request id and event, and fails where the event asks for it: {@code "fail 2"} fails twice. */
public final class AsyncProbe implements RequestStreamHandler {
    private final Notes notes = Notes.fromEnvironment();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String id = context.getAwsRequestId();
        long before = notes.lines().stream().filter(line -> line.startsWith(id)).count();
        notes.write(id + " " + event);
        if (event.startsWith("\"fail ") && before < event.charAt(6) - '0') {
            throw new IllegalStateException("asked to fail");
        }
        if (event.equals("\"hang\"")) {
            hang();
        }
        out.write("{\"done\":true}".getBytes(StandardCharsets.UTF_8));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
