package com.example.acceptance;

import com.example.infra.StarterSystem;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Variation;
import java.nio.file.Path;
import java.util.Map;

/** The demo stage; on AWS the stage {@code test}, which is the same. */
public final class DemoStage implements Variation {
    @Override
    public String name() {
        return "Demo";
    }

    @Override
    public String stage() {
        return EngineKind.chosen().stage();
    }

    @Override
    public Path synthesize() {
        StarterSystem system = new StarterSystem();
        system.synthesize(system.stage(stage(), Map.of()), ROOT.resolve("tools/starter"), directory());
        return directory();
    }
}
