package io.orderchannel.acceptance.engine;

import io.orderchannel.demo.deploy.Deployment;
import io.orderchannel.demo.deploy.DeploymentException;
import io.orderchannel.demo.deploy.Place;
import io.orderchannel.localstack.LocalStack;
import io.orderchannel.localstack.LocalStackUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One LocalStack container for the whole suite. Declarations of the same stage are updates of the same stacks, as a user
 * would deploy them; what the containers said is in {@code target/localstack} afterwards.
 */
final class LocalStackHost implements EngineHost {

    private static final Path WORK = Variation.ROOT.resolve("acceptance-tests/target/localstack");

    private @Nullable LocalStack container;

    @Override
    public Engine run(Variation variation) {
        try {
            var running = started();
            var place = new Place.LocalStack(running.endpoint());
            var log = WORK.resolve(variation.name() + ".cdk.log");
            System.out.println(
                    "Deploying " + variation + " to LocalStack at " + running.endpoint() + " (log: " + log + ")");
            long start = System.nanoTime();
            var outputs = new Deployment(place, Variation.ROOT, variation.synthesize(), log, _ -> {}).deploy();
            System.out.printf("Deployed %s in %.1f s%n", variation, (System.nanoTime() - start) / 1e9);
            return new LocalStackEngine(
                    place.connection(outputs),
                    variation.stage(),
                    Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LocalStackUnavailableException | DeploymentException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private LocalStack started() throws LocalStackUnavailableException {
        if (container == null) {
            container = LocalStack.start(Variation.ROOT);
        }
        return container;
    }

    @Override
    public void close() {
        if (container != null) {
            try {
                container.keepLogs(WORK.resolve("containers"));
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
