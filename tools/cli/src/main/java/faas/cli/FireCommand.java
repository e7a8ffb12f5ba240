package faas.cli;

import faas.cli.engine.EngineConnection;
import faas.cli.schedule.Schedules;
import faas.cli.schedule.UnknownRuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/** Starts what a schedule starts, now. */
@Command(
        name = "fire",
        header = "Start what a schedule starts, now, on a system that is up",
        description = """
                Invokes each target of a schedule's rule with the event that the clock would send, waits for it \
                and prints the answer.""",
        exitCodeList = {
            "0:every target succeeded",
            "1:a function failed",
            "2:there is no such schedule, or no system is up"
        })
public final class FireCommand implements Callable<Integer> {

    /** Help of the option {@code --connection}. */
    public static final String CONNECTION =
            "What ./faas up --json prints, of the system to call (default: of the engine that was started last)";

    @Parameters(
            paramLabel = "NAME",
            description = "The function that the schedule starts, as ./faas up shows it, or the rule's own name")
    private String name = "";

    @Option(names = "--connection", paramLabel = "FILE", description = CONNECTION)
    private @Nullable Path connection;

    @Override
    public Integer call() throws Exception {
        try (var schedules = new Schedules(connect(connection))) {
            boolean failed = false;
            for (var fired : schedules.fire(name)) {
                failed |= fired.error().isPresent();
                System.out.println(fired.function() + ": "
                        + fired.error().map(error -> error + " error, ").orElse("succeeded, ") + "answer "
                        + fired.answer());
            }
            return failed ? Main.FAILED : Main.DONE;
        } catch (UnknownRuleException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            throw new UserErrorException("the engine does not answer, is it still up? " + e.getMessage());
        }
    }

    /** The engine of that file, or the one that {@code up} started last. */
    public static EngineConnection connect(@Nullable Path connection) throws UserErrorException {
        var file = connection == null ? UpCommand.connectionFile(Main.root()) : connection;
        try {
            return EngineConnection.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UserErrorException("no running engine in " + file + ": start one with ./faas up, or name the file"
                    + " with --connection");
        }
    }
}
