package faas.infra;

import faas.infra.policy.FlowStep;
import faas.infra.policy.Stage;
import faas.infra.policy.Stages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Everything that the tools know of a system: its name, its contexts, how it shows that it works, and what trains its
 * AOT caches. A system has one implementation, which {@code META-INF/services} names.
 */
public interface SystemDefinition {
    /** The system's name, such as {@code web-shop}: its metrics' namespace, and the prefix of what it starts. */
    String name();

    /** The contexts, each after those whose services it uses. */
    List<BoundedContext> contexts();

    /** A request that changes nothing, and the status of its answer once the system works; empty: there is none. */
    Optional<HealthCheck> health();

    /** The main flow from its first step to its last, across all contexts, as the dashboard shows it. */
    default List<FlowStep> flow() {
        return List.of();
    }

    /** Requests that a newcomer can try, with a title each. */
    List<Example> examples();

    /** What a newcomer can try beside them, in words. */
    String hint();

    /**
     * Requests after which the functions have done what they do most. The engine's AOT caches are trained with them.
     */
    List<HttpExample> training();

    /**
     * A stage with the policies of every context.
     *
     * @param environment variables that a stage may need
     * @throws IllegalArgumentException where there is no such stage, or it lacks a setting
     */
    default Stage stage(String name, Map<String, String> environment) {
        Stage stage = Stages.named(name(), name, environment);
        for (BoundedContext context : contexts()) {
            stage = context.addPolicies(stage, environment);
        }
        return stage;
    }

    /**
     * Writes a stage's cloud assembly with the function packages that the build left below the project's root. Packages
     * that are in the assembly of the build are linked, not copied.
     */
    default void synthesize(Stage stage, Path projectRoot, Path out) {
        CloudAssembly.synthesizeVariation(contexts(), flow(), stage, projectRoot, out);
    }

    /**
     * How a system shows that it works.
     *
     * @param status of the answer, such as 404 where the request asks for an item that nobody stored
     */
    record HealthCheck(HttpExample request, int status) {}

    /**
     * A request to try.
     *
     * @param title what it does, as {@code List the invoices:}
     */
    record Example(String title, HttpExample request) {}

    /**
     * The system on the class path.
     *
     * @throws IllegalStateException where there is none, or more than one
     */
    static SystemDefinition load() {
        List<SystemDefinition> found = ServiceLoader.load(SystemDefinition.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("expected one system definition in META-INF/services/"
                    + SystemDefinition.class.getName() + ", found " + found);
        }
        return found.getFirst();
    }
}
