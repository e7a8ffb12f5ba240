package faas.acceptance.engine;

import faas.cli.deploy.Deployment;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the suite has deployed to one place with the CDK command line. Declarations of one stage are updates of the same
 * stacks, as a user would deploy them.
 */
final class Stacks {

    private final EngineKind kind;
    private final Map<String, Deployment> byStage = new LinkedHashMap<>();

    Stacks(EngineKind kind) {
        this.kind = kind;
    }

    /** Where its logs are. */
    Path work() {
        return Variation.ROOT.resolve("acceptance-tests/target").resolve(kind.toString());
    }

    /** Deploys that declaration instead of the one of the same stage before. */
    Engine deploy(Place place, Variation variation) {
        var log = work().resolve(variation.name() + ".cdk.log");
        System.out.println("Deploying " + variation.name() + " to " + place + " (log: " + log + ")");
        long start = System.nanoTime();
        var deployment = new Deployment(place, Variation.ROOT, variation.synthesize(), log, _ -> {});
        byStage.put(variation.stage(), deployment);
        try {
            var outputs = deployment.deploy();
            System.out.printf("Deployed %s in %.1f s%n", variation.name(), (System.nanoTime() - start) / 1e9);
            return new DeployedEngine(kind, place.connection(outputs), variation.stage(), Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Removes the stacks of every stage, those of a deployment that failed as well. */
    void destroy() {
        RuntimeException failed = null;
        for (var stage : byStage.entrySet()) {
            System.out.println("Destroying the stacks of stage " + stage.getKey());
            try {
                stage.getValue().destroy();
            } catch (IOException | DeploymentException e) {
                failed = new IllegalStateException("stage " + stage.getKey() + " is still there: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted: stage " + stage.getKey() + " may still be there", e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
