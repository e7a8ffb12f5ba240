package faas.acceptance.engine;

import faas.cli.deploy.Place;
import faas.localstack.LocalStack;
import faas.localstack.LocalStackUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One LocalStack container for the whole suite; what the containers said is in {@code target/localstack} afterwards.
 */
final class LocalStackHost implements EngineHost {

    private final Stacks stacks = new Stacks(EngineKind.LOCALSTACK);
    private @Nullable LocalStack container;

    @Override
    public Engine run(Variation variation) {
        try {
            return stacks.deploy(new Place.LocalStack(started().endpoint()), variation);
        } catch (LocalStackUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private LocalStack started() throws LocalStackUnavailableException {
        if (container == null) {
            container = LocalStack.start(Variation.ROOT);
        }
        return container;
    }

    /** The stacks go with the container. */
    @Override
    public void close() {
        if (container != null) {
            try {
                container.keepLogs(stacks.work().resolve("containers"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                container.close();
            }
        }
    }
}
