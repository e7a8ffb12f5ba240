package io.orderchannel.demo.cli;

import io.orderchannel.demo.deploy.DeploymentException;
import io.orderchannel.demo.engine.EngineFailedException;
import io.orderchannel.infra.policy.PolicyException;
import io.orderchannel.localstack.LocalStackUnavailableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verbs of {@code ./faas} that run on Java. The script itself shows help, builds, and starts this with the system
 * property {@code orderchannel.root}.
 */
@Command(
        name = "./faas",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            FireCommand.class,
            SignCommand.class,
            BenchCommand.class,
            CostsCommand.class,
            DeployCommand.class,
            DiffCommand.class,
            DestroyCommand.class,
            RequireAwsCommand.class
        })
public final class Main {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setParameterExceptionHandler(Main::refused)
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    /** Where the build left everything. */
    static Path root() {
        var root = System.getProperty("orderchannel.root");
        return Path.of(Objects.requireNonNull(root, "system property orderchannel.root, which ./faas sets"));
    }

    private static int refused(CommandLine.ParameterException e, String[] args) {
        var verb = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getMessage() + " (see " + verb + " --help)");
        return REFUSED;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        int code = switch (e) {
            case InterruptedException _ -> FAILED;
            case UserErrorException _, PolicyException _, LocalStackUnavailableException _ -> REFUSED;
            case DeploymentException deployment -> deployment.isRefused() ? REFUSED : FAILED;
            case EngineFailedException engine -> engine.exitCode() == REFUSED ? REFUSED : FAILED;
            // For example a file that another user's run left.
            case AccessDeniedException _ -> REFUSED;
            default -> throw e;
        };
        say(
                switch (e) {
                    case InterruptedException _ -> "interrupted";
                    case AccessDeniedException file -> "access denied: " + file.getMessage();
                    default -> String.valueOf(e.getMessage());
                });
        return code;
    }

    private static void say(String message) {
        System.err.println("faas: " + message.lines().findFirst().orElse(""));
    }
}
