package faas.acceptance.engine;

import faas.cli.engine.Activity;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineRecords;

/** Something that carries out a cloud assembly: what a test needs to know of it. */
public interface Engine extends AutoCloseable {

    /** Which of the engines it is. */
    EngineKind kind();

    /** Where its services are, as whom to call them, and the outputs of the deployed stacks. */
    EngineConnection connection();

    /** What a function has done since the declaration runs. It may lag behind by seconds, so it is to be awaited. */
    Activity activity(String function);

    /** What it recorded about functions and queues so far; needs {@link Ability#RECORDS}. */
    EngineRecords records();

    /** The faults that it can make happen; needs {@link Ability#FAULTS}. */
    Faults faults();

    @Override
    void close();
}
