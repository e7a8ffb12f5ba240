package faas.localcloud.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticMqIT {
    private static final String CREATE = "Action=CreateQueue&QueueName=made";

    @Test
    void below_its_path_it_takes_a_form() throws Exception {
        try (ElasticMq elasticMq = started()) {
            assertThat(post(elasticMq.endpoint() + "/", CREATE)).isEqualTo(200);

            assertThat(elasticMq.counters().queues()).containsExactly("made");
        }
    }

    /** What a web page may send without asking: a form, with any path that it can guess. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/000000000000/made",
                "/?Action=CreateQueue&QueueName=made",
                "/00000000-0000-0000-0000-000000000000/",
            })
    void without_its_path_it_takes_nothing(String path) throws Exception {
        try (ElasticMq elasticMq = started()) {
            assertThat(post(elasticMq.endpoint().resolve("/").toString().replaceAll("/$", "") + path, CREATE))
                    .isBetween(400, 499);

            assertThat(elasticMq.counters().queues()).isEmpty();
        }
    }

    private static ElasticMq started() {
        return ElasticMq.start(URI.create("http://127.0.0.1:1"), "us-east-1", "000000000000");
    }

    private static int post(String uri, String form) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
