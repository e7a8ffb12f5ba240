package faas.kit.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Stands in for the network while a function is primed: an AWS client over it goes all the way from marshalling and
 * signing to reading the answer, and loads all classes for it, but nothing is called and no credentials are fetched
 * that would become part of the snapshot.
 */
final class CannedAnswers implements SdkHttpClient {
    private final byte[] answer;

    /** Answers every request with status 200 and this body. */
    CannedAnswers(String answer) {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                        .build();
            }

            @Override
            public void abort() {
                // Nothing is under way.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
