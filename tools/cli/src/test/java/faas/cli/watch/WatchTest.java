package faas.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void functions_with_new_code_are_counted_and_all_else_is_named() {
        assertThat(Watch.told(List.of("A: code", "B: batch size 10 -> 5", "B: code")))
                .isEqualTo("new code for 2 functions; B: batch size 10 -> 5");
        assertThat(Watch.told(List.of("A: code"))).isEqualTo("new code for 1 function");
        assertThat(Watch.told(List.of())).isEqualTo("nothing differs in the engine");
    }
}
