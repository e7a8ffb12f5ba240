package faas.kit.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {
    @Test
    void failures_of_one_message_pass() {
        for (Throwable failure : new Throwable[] {
            new IllegalStateException(),
            new IOException(),
            new StackOverflowError(),
            new AssertionError(),
            new IOError(new IOException())
        }) {
            assertThat(catchThrowable(() -> FatalErrors.rethrow(failure)))
                    .as(failure.toString())
                    .isNull();
        }
    }

    @Test
    void a_broken_virtual_machine_is_thrown_on() {
        Throwable failure = new OutOfMemoryError();

        assertThatThrownBy(() -> FatalErrors.rethrow(failure)).isSameAs(failure);
        assertThatThrownBy(() -> FatalErrors.rethrow(new InternalError())).isInstanceOf(InternalError.class);
    }

    /** Lambda's runtime client ends its process after a VirtualMachineError only. */
    @Test
    void an_unusable_class_is_thrown_on_as_the_cause_of_an_error_of_the_virtual_machine() {
        Throwable failure = new NoClassDefFoundError();

        assertThatThrownBy(() -> FatalErrors.rethrow(failure))
                .isInstanceOf(VirtualMachineError.class)
                .hasCause(failure);
    }
}
