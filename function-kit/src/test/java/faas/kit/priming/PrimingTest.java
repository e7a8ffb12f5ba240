package faas.kit.priming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.FakeContext;
import faas.kit.TestInvocation;
import faas.kit.invocation.Invocations;
import faas.kit.priming.Priming.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {
    private final TestInvocation test = new TestInvocation();
    private final List<String> done = new ArrayList<>();

    @Test
    void the_action_runs_before_the_snapshot_and_not_after_it() {
        Priming priming = priming(() -> done.add("primed"));
        assertThat(done).isEmpty();

        priming.beforeCheckpoint(Core.getGlobalContext());
        priming.afterRestore(Core.getGlobalContext());

        assertThat(done).containsExactly("primed");
    }

    @Test
    void a_failure_is_logged_and_not_thrown() {
        priming(() -> {
                    throw new IOException("no such table");
                })
                .beforeCheckpoint(Core.getGlobalContext());
        priming(() -> {
                    throw new NoClassDefFoundError("some/Optional");
                })
                .beforeCheckpoint(Core.getGlobalContext());

        assertThat(test.lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("priming failed"));
    }

    @Test
    void the_first_invocation_after_priming_is_still_the_first() {
        Invocations invocations = test.invocations(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
        Priming priming = priming(() -> done.add("primed"));

        priming.beforeCheckpoint(Core.getGlobalContext());
        priming.afterRestore(Core.getGlobalContext());

        assertThat(invocations.begin(new FakeContext(1)).start()).isEqualTo("snap-start");
    }

    @Test
    void where_no_snapshot_is_taken_nothing_is_registered() {
        Priming.register(
                Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"), "SendInvoice", () -> done.add("primed"));
        Priming.register(Map.of(), "SendInvoice", () -> done.add("primed"));

        assertThat(done).isEmpty();
    }

    @Test
    void where_a_snapshot_is_taken_one_action_is_registered_and_a_second_is_refused() {
        Map<String, String> snapStart = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        Priming.register(snapStart, "SendInvoice", () -> done.add("primed"));

        assertThatThrownBy(() -> Priming.register(snapStart, "ManageSlot", () -> done.add("primed")))
                .hasMessage("ManageSlot: priming of SendInvoice is registered already");
        assertThat(done).isEmpty();
    }

    private Priming priming(Action action) {
        return new Priming("SendInvoice", action, test.invocation().log());
    }
}
