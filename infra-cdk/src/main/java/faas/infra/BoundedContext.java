package faas.infra;

import faas.infra.policy.Stage;
import java.util.Map;

/**
 * A context as the CDK app sees it. {@link SystemDefinition#contexts()} lists those of a system; nothing else names
 * them.
 *
 * <p>All contracts are declared before any service, so two contexts may listen to each other. A service may use what
 * the services before it in the list share, and never the reverse.
 */
public interface BoundedContext {
    /**
     * Adds the policies of this context's functions to a stage.
     *
     * @param stage {@link Stage#keepsData()} tells production from stages that are thrown away after use
     * @param environment variables that the policies may need
     * @throws IllegalArgumentException where the stage lacks a setting
     */
    default Stage addPolicies(Stage stage, Map<String, String> environment) {
        return stage;
    }

    /** Declares what other contexts may use: a topic by {@link StageApp#contract}, for one. */
    default void declareContract(StageApp app) {}

    /** Declares tables, functions and triggers. */
    void declareService(StageApp app);
}
