package com.example.infra.sample;

import faas.infra.BoundedContext;
import faas.infra.StageApp;

/** The Sample context. */
public final class SampleContext implements BoundedContext {
    @Override
    public void declareContract(StageApp app) {
        app.contract("sample");
    }

    @Override
    public void declareService(StageApp app) {
        new SampleStack(app);
    }
}
