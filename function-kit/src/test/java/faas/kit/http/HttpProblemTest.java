package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.json.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpProblemTest {
    @Test
    void every_wrong_field_is_named() {
        HttpAnswer answer = HttpProblem.badRequest(
                        "2 fields are wrong",
                        List.of(
                                new FieldError("#/items/0/quantity", "is 0, expected at least 1"),
                                new FieldError("#/customerId", "is missing")))
                .answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"2 fields are wrong\",\"errors\":["
                        + "{\"pointer\":\"#/items/0/quantity\",\"detail\":\"is 0, expected at least 1\"},"
                        + "{\"pointer\":\"#/customerId\",\"detail\":\"is missing\"}]}");
    }

    @Test
    void a_problem_has_a_status_with_a_title() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProblem.of(200, "fine"))
                .withMessage("problem: no title for status 200");
    }

    @Test
    void titles_are_the_statuses_phrases() {
        assertThat(List.of(
                        HttpProblem.of(413, ""),
                        HttpProblem.of(415, ""),
                        HttpProblem.of(422, ""),
                        HttpProblem.of(503, "")))
                .extracting(problem -> problem.answer().body())
                .satisfiesExactly(
                        body -> assertThat(body).contains("\"title\":\"Content Too Large\",\"status\":413"),
                        body -> assertThat(body).contains("\"title\":\"Unsupported Media Type\",\"status\":415"),
                        body -> assertThat(body).contains("\"title\":\"Unprocessable Content\",\"status\":422"),
                        body -> assertThat(body).contains("\"title\":\"Service Unavailable\",\"status\":503"));
    }
}
