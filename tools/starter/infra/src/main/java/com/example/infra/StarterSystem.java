package com.example.infra;

import com.example.infra.sample.SampleContext;
import faas.infra.BoundedContext;
import faas.infra.HttpExample;
import faas.infra.SystemDefinition;
import java.util.List;
import java.util.Optional;

/** The system of this project. */
public final class StarterSystem implements SystemDefinition {
    @Override
    public String name() {
        return "starter";
    }

    @Override
    public List<BoundedContext> contexts() {
        return List.of(new SampleContext());
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
