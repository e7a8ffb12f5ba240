package faas.localcloud.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Core;
import org.crac.Resource;

/** Answers what its SnapStart hooks and invocations were so far, in order, and how its environment came to be. */
public final class PrimedProbe implements RequestStreamHandler, Resource {
    private final List<String> course = new CopyOnWriteArrayList<>();

    public PrimedProbe() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        course.add("beforeCheckpoint");
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        course.add("afterRestore");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        course.add("invoked");
        String answer = "{\"course\":\"%s\",\"type\":\"%s\"}"
                .formatted(String.join(" ", course), System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
