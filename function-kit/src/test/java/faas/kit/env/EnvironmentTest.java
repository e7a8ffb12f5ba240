package faas.kit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import faas.kit.env.Environment.Variable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void values_are_typed() {
        Environment environment = Environment.of("SendInvoice", Map.of("TABLE", "demo-channels", "MOST", "10"));
        Variable<String> table = environment.text("TABLE");
        Variable<Integer> most = environment.number("MOST", 1, 10);
        environment.check();

        assertThat(table.value()).isEqualTo("demo-channels");
        assertThat(most.value()).isEqualTo(10);
    }

    @Test
    void every_missing_or_invalid_variable_is_named_at_once_with_its_value() {
        Environment environment = Environment.of(
                "SendInvoice", Map.of("BLANK", " ", "MOST", "11", "LEAST", "few", "CAPACITY", "STORE=x"));
        environment.text("TABLE");
        environment.text("BLANK");
        environment.number("MOST", 1, 10);
        environment.number("LEAST", 1, 10);
        environment.parsed("CAPACITY", text -> {
            throw new IllegalArgumentException("CHANNEL=<slots>,...");
        });

        assertThatIllegalStateException()
                .isThrownBy(environment::check)
                .withMessage("SendInvoice: environment: TABLE is missing; BLANK is blank; "
                        + "MOST is '11', expected a whole number from 1 to 10; "
                        + "LEAST is 'few', expected a whole number from 1 to 10; "
                        + "CAPACITY is 'STORE=x', expected CHANNEL=<slots>,...");
    }

    @Test
    void a_wrong_variable_has_no_value() {
        Variable<String> table = Environment.of("SendInvoice", Map.of()).text("TABLE");

        assertThatIllegalStateException().isThrownBy(table::value).withMessage("TABLE was missing or invalid");
    }
}
