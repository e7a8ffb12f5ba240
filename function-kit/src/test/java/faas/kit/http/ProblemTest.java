package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void every_wrong_field_is_named() {
        Problem problem = Problem.badRequest(
                "2 fields are wrong",
                List.of(
                        new FieldError("#/items/0/quantity", "is 0, expected at least 1"),
                        new FieldError("#/customerId", "is missing")));

        assertThat(problem.toJson())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"2 fields are wrong\",\"errors\":["
                        + "{\"pointer\":\"#/items/0/quantity\",\"detail\":\"is 0, expected at least 1\"},"
                        + "{\"pointer\":\"#/customerId\",\"detail\":\"is missing\"}]}");
    }

    @Test
    void a_problem_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem(200, "OK", "fine", List.of()))
                .withMessage("problem: status is 200, expected 400 to 599");
    }

    @Test
    void titles_are_the_statuses_phrases() {
        assertThat(List.of(
                        Problem.contentTooLarge(""),
                        Problem.unsupportedMediaType(""),
                        Problem.unprocessable("", List.of()),
                        Problem.unavailable("")))
                .extracting(Problem::title)
                .containsExactly(
                        "Content Too Large", "Unsupported Media Type", "Unprocessable Content", "Service Unavailable");
    }
}
