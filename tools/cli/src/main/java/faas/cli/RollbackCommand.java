package faas.cli;

import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Versions;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets aliases name older versions. */
@Command(
        name = "rollback",
        header = "Go back to an older version of a function or a context",
        description = """
                Points the alias of a function, or of every function of a context, to the newest version before the \
                one at work. A stage that keeps its data has the last five versions of each function. Tables, \
                queues, triggers and policies stay as they are; the next deployment of another version goes forward \
                again.""",
        exitCodeList = {
            "0:every alias names the older version",
            "1:some aliases do, and the rest could not be changed",
            "2:there is no such function, context or version, or nobody may change it; nothing has changed"
        })
final class RollbackCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME",
            description = "A function, such as SendInvoice, or a context, such as billing, with its stage or without")
    private String name = "";

    @Option(names = "--to", paramLabel = "N", description = "The version of the function to go to")
    private @Nullable Integer to;

    @Option(names = "--dry-run", description = "Only print what would change")
    private boolean dryRun;

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Mixin
    private Output out = new Output();

    @Override
    public Integer call() throws Exception {
        var stage = target.stageName();
        try (var versions = new Versions(target.place())) {
            var moves = versions.plan(stage, name, to == null ? OptionalInt.empty() : OptionalInt.of(to));
            var done = new ArrayList<Versions.Move>();
            for (var move : moves) {
                if (!dryRun) {
                    try {
                        versions.carryOut(move);
                    } catch (DeploymentException e) {
                        if (done.isEmpty()) {
                            throw e;
                        }
                        System.err.println(
                                "faas: " + move.function() + " stays at " + move.from() + ": " + e.getMessage());
                        out.figures(done);
                        return Main.FAILED;
                    }
                }
                done.add(move);
                out.text("  %-40s %d → %d%s%n"
                        .formatted(
                                move.function(),
                                move.from(),
                                move.to(),
                                move.isInactive() ? "  (inactive for 14 days: calls fail for minutes)" : ""));
            }
            out.figures(done);
            return Main.DONE;
        }
    }
}
