package faas.acceptance.engine;

import faas.cli.engine.Activity;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineRecords;
import faas.cli.engine.FunctionLogs;
import java.time.Instant;

/** Stacks on LocalStack or AWS. What functions did is read from their logs. */
final class DeployedEngine implements Engine {

    private final EngineKind kind;
    private final EngineConnection connection;
    private final String stage;
    private final Instant since;
    private final FunctionLogs logs;

    /**
     * @param stage goes in front of the functions' names
     * @param since when they were deployed: what their functions logged before that is another declaration's
     */
    DeployedEngine(EngineKind kind, EngineConnection connection, String stage, Instant since) {
        this.kind = kind;
        this.connection = connection;
        this.stage = stage;
        this.since = since;
        this.logs = new FunctionLogs(connection);
    }

    @Override
    public EngineKind kind() {
        return kind;
    }

    @Override
    public EngineConnection connection() {
        return connection;
    }

    @Override
    public Activity activity(String function) {
        return logs.activity(stage + "-" + function, since);
    }

    @Override
    public EngineRecords records() {
        throw new UnsupportedOperationException(kind + " keeps no records: the test needs Ability.RECORDS");
    }

    @Override
    public Faults faults() {
        throw new UnsupportedOperationException(kind + " makes no faults: the test needs Ability.FAULTS");
    }

    /** The stacks stay for the next declaration, which updates them. */
    @Override
    public void close() {
        logs.close();
    }
}
