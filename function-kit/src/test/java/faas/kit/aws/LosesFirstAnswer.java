package faas.kit.aws;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Carries every request, but the connection breaks before the first answer arrives. */
public final class LosesFirstAnswer implements SdkHttpClient {

    private final SdkHttpClient http;
    private final AtomicInteger answers = new AtomicInteger();

    public LosesFirstAnswer(SdkHttpClient http) {
        this.http = http;
    }

    /** How many answers were lost. */
    public int lost() {
        return Math.min(answers.get(), 1);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse answer = prepared.call();
                if (answers.getAndIncrement() == 0) {
                    throw new IOException("connection reset");
                }
                return answer;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
