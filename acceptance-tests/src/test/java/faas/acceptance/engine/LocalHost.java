package faas.acceptance.engine;

/** A local engine for each declaration: it is ready in seconds. */
final class LocalHost implements EngineHost {

    @Override
    public Engine run(Variation variation) {
        return LocalEngine.start(variation);
    }

    @Override
    public void close() {
        // Each engine is closed by whoever ran it.
    }
}
