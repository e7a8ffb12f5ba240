package faas.infra.planted;

import faas.infra.BoundedContext;
import faas.infra.HttpExample;
import faas.infra.SystemDefinition;
import java.util.List;
import java.util.Optional;

/** A system for tests. Its contexts share one function package. */
public final class PlantedSystem implements SystemDefinition {
    /** The module that the function package is of. */
    public static final String MODULE = "planted-context";

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public List<BoundedContext> contexts() {
        return List.of(new BillingContext(), new LedgerContext());
    }

    @Override
    public Optional<HealthCheck> health() {
        return Optional.empty();
    }

    @Override
    public List<Example> examples() {
        return List.of();
    }

    @Override
    public String hint() {
        return "";
    }

    @Override
    public List<HttpExample> training() {
        return List.of();
    }
}
