package faas.acceptance.engine;

/** Carries out one declaration after the other. */
public interface EngineHost extends AutoCloseable {

    /** Carries out that declaration instead of the one before. */
    Engine run(Variation variation);

    @Override
    void close();
}
