package faas.acceptance.engine;

import faas.cli.engine.Activity;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineRecords;
import faas.cli.http.Caller;
import faas.localcloud.LocalCloud;
import faas.localcloud.dynamodb.DynamoDbFaults;
import faas.localcloud.lambda.LambdaOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** The local engine, in this JVM, so that its faults are at hand. */
final class LocalEngine implements Engine, Faults {

    /** A minute on AWS, which no test waits for. */
    private static final Duration ASYNC_RETRY_BASE_DELAY = Duration.ofSeconds(1);

    private final LocalCloud cloud;
    private final EngineConnection connection;

    private LocalEngine(LocalCloud cloud) {
        this.cloud = cloud;
        var user = cloud.credentials();
        this.connection = new EngineConnection(
                cloud.endpoint(),
                new Caller(cloud.region(), user.accessKeyId(), user.secretAccessKey()),
                cloud.outputs());
    }

    static LocalEngine start(Variation variation) {
        try {
            return new LocalEngine(
                    LocalCloud.start(variation.synthesize(), options(variation.work(), variation.settings())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LambdaOptions options(Path work, EngineSettings settings) {
        var options = LambdaOptions.in(work)
                .withIdleExpiry(settings.idleExpiry())
                .withAsyncRetryBaseDelay(ASYNC_RETRY_BASE_DELAY)
                .withAccountConcurrency(settings.accountConcurrency())
                // Made by the build; variations have the demo's function packages, the probes start without.
                .withAotCacheDirectory(Variation.ROOT.resolve("tools/local-cloud/target/aot"));
        return settings.freshEnvironments() ? options.withMaxInvocationsPerEnvironment(1) : options;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.LOCAL;
    }

    @Override
    public EngineConnection connection() {
        return connection;
    }

    @Override
    public Activity activity(String function) {
        var figures = records().function(function);
        return new Activity(figures.invocations(), figures.events());
    }

    @Override
    public EngineRecords records() {
        try {
            return EngineRecords.fetch(cloud.endpoint());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Faults faults() {
        return this;
    }

    @Override
    public void killBeforeWrite(String function, int nth) {
        cloud.faults().dynamoDb().killOnWrite(function, nth, DynamoDbFaults.Moment.BEFORE_WRITE);
    }

    @Override
    public void killAfterWrite(String function, int nth) {
        cloud.faults().dynamoDb().killOnWrite(function, nth, DynamoDbFaults.Moment.AFTER_WRITE);
    }

    @Override
    public void loseResponses(String function, int invocations) {
        cloud.faults().lambda().loseResponses(function, invocations);
    }

    @Override
    public void conflictOnTransactions(double share, long seed) {
        cloud.faults().dynamoDb().conflictOnShareOfTransactions(share, seed);
    }

    @Override
    public int conflicts() {
        return cloud.faults().dynamoDb().conflicts();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
