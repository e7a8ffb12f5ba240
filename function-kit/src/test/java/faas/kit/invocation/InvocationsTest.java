package faas.kit.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.FakeContext;
import faas.kit.TestInvocation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationsTest {
    private final TestInvocation test = new TestInvocation();
    private final FakeContext context = new FakeContext(30_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on-demand",
                "snap-start",
                "provisioned-concurrency",
            })
    void only_the_first_invocation_is_cold_and_its_kind_is_lambdas(String type) {
        Invocations invocations = test.invocations(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type));

        assertThat(invocations.begin(context).start()).isEqualTo(type);
        assertThat(invocations.begin(context).start()).isEqualTo("warm");
    }

    @Test
    void a_first_invocation_of_which_lambda_says_nothing_is_on_demand() {
        assertThat(test.invocations(Map.of()).begin(context).start()).isEqualTo("on-demand");
    }

    @Test
    void every_line_has_function_request_id_and_start_kind() {
        Invocations invocations = test.invocations(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
        invocations.begin(context).log().info("first");
        invocations.begin(context).log().info("second");

        assertThat(test.lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(
                                        "{\"timestamp\":\"2026-03-01T09:30:00Z\",\"level\":\"INFO\",\"message\":\"first\","
                                                + "\"function\":\"demo-SendInvoice\",\"requestId\":\"request-1\",\"start\":\"snap-start\"}"),
                        second -> assertThat(second).contains("\"start\":\"warm\""));
    }

    @Test
    void closing_writes_the_metrics_of_the_namespace() {
        try (Invocation invocation =
                test.invocations(Map.of("METRICS_NAMESPACE", "shop")).begin(context)) {
            invocation.metrics().count("OrdersPlaced", 2);
        }

        assertThat(test.lines())
                .singleElement()
                .asString()
                .contains("\"Namespace\":\"shop\"", "\"ColdStarts\":1", "\"OrdersPlaced\":2");
    }

    @Test
    void a_warm_invocation_that_counted_nothing_writes_nothing() {
        Invocations invocations = test.invocations(Map.of());
        invocations.begin(context).close();
        test.lines().clear();

        invocations.begin(context).close();

        assertThat(test.lines()).isEmpty();
    }
}
