package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes down each event as it arrived, a line each. */
public final class RawProbe implements RequestStreamHandler {
    private final Notes notes = Notes.fromEnvironment();

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        notes.write(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
}
