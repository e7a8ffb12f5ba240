package faas.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.conformance.Behaviour;
import faas.acceptance.conformance.ConformanceApp;
import faas.acceptance.conformance.Differences;
import faas.acceptance.conformance.Observations;
import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.engine.Variation;
import faas.acceptance.system.DeployedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine does what AWS's documentation says, or differs as {@link Differences} says; a difference that is no longer
 * seen fails, too. What was seen is in {@code target/conformance-<engine>.txt} afterwards. A run on LocalStack looks at
 * the local engine as well, so that both are seen side by side.
 */
@Order(8)
@Needs(Ability.STANDS_IN_FOR_AWS)
@RunsOn(ConformanceApp.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceIT {

    /** What one engine was seen to do. */
    record Seen(EngineKind engine, Behaviour behaviour, String text) {
        @Override
        public String toString() {
            return engine + ": " + behaviour;
        }
    }

    private static final Path WRITTEN = Variation.ROOT.resolve("acceptance-tests/target");

    private final List<Seen> seen = new ArrayList<>();

    @BeforeAll
    void look(DeployedSystem chosen) throws IOException {
        look(EngineKind.chosen(), chosen);
        if (EngineKind.chosen() != EngineKind.LOCAL) {
            try (var host = EngineKind.LOCAL.host();
                    var engine = host.run(new ConformanceApp());
                    var local = new DeployedSystem(engine)) {
                look(EngineKind.LOCAL, local);
            }
        }
    }

    private void look(EngineKind engine, DeployedSystem system) throws IOException {
        // A defect of the local engine fails at its first look.
        int rounds = engine == EngineKind.LOCAL ? 1 : 3;
        var observations =
                Observations.of(system, (behaviour, text) -> asSaid(new Seen(engine, behaviour, text)), rounds);
        var all = Stream.of(Behaviour.values())
                .map(behaviour -> new Seen(engine, behaviour, observations.of(behaviour)))
                .toList();
        seen.addAll(all);
        Files.write(
                WRITTEN.resolve("conformance-" + engine + ".txt"),
                all.stream().map(each -> each + ": " + each.text()).toList());
    }

    Stream<Seen> seen() {
        return seen.stream();
    }

    @ParameterizedTest
    @MethodSource("seen")
    void an_engine_does_what_aws_does_unless_it_is_said_to_differ(Seen seen) {
        var behaviour = seen.behaviour();
        var observed = assertThat(seen.text()).as("%s, decided by %s", seen, behaviour.page());
        if (Differences.limit(seen.engine(), behaviour).isPresent()) {
            observed.isNotEqualTo(behaviour.onAws()).doesNotStartWith(Observations.NOTHING);
        } else {
            observed.isEqualTo(said(seen));
        }
    }

    private static String said(Seen seen) {
        return Differences.of(seen.engine(), seen.behaviour())
                .map(Differences.Difference::seen)
                .orElse(seen.behaviour().onAws());
    }

    private static boolean asSaid(Seen seen) {
        return Differences.limit(seen.engine(), seen.behaviour()).isPresent()
                || seen.text().equals(said(seen));
    }
}
