package faas.cli;

import faas.cli.deploy.DeploymentException;
import faas.cli.engine.EngineFailedException;
import faas.infra.policy.PolicyException;
import faas.localstack.LocalStackUnavailableException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The verbs of {@code ./faas} that fit any system, and those that the system adds. The script itself shows
 * {@linkplain HelpFiles help}, builds, and starts this with the system property {@code faas.root}.
 */
@Command(
        name = "./faas",
        subcommands = {
            BuildCommand.class,
            UpCommand.class,
            LogsCommand.class,
            TraceCommand.class,
            SendCommand.class,
            FireCommand.class,
            DlqCommand.class,
            CostsCommand.class,
            DeployCommand.class,
            DiffCommand.class,
            DestroyCommand.class,
            RollbackCommand.class,
            RequireAwsCommand.class
        })
public final class Main {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int REFUSED = 2;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Runs a command line, and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    /** With the verbs that the system adds. */
    public static CommandLine commandLine() {
        var commands = new CommandLine(new Main());
        ServiceLoader.load(Verbs.class).forEach(verbs -> verbs.commands().forEach(commands::addSubcommand));
        return commands.setParameterExceptionHandler(Main::refused).setExecutionExceptionHandler(Main::failed);
    }

    /** Where the build left everything. */
    public static Path root() {
        var root = System.getProperty("faas.root");
        return Path.of(Objects.requireNonNull(root, "system property faas.root, which ./faas sets"));
    }

    private static int refused(CommandLine.ParameterException e, String[] args) {
        var verb = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getCommandLine(), e.getMessage() + " (see " + verb + " --help)");
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
            // A full disk, a file system that is read-only.
            case FileSystemException _ -> FAILED;
            default -> throw e;
        };
        if (e instanceof DeploymentException && code == REFUSED) {
            String.valueOf(e.getMessage()).lines().forEach(problem -> say(command, problem));
            return code;
        }
        say(
                command,
                switch (e) {
                    case InterruptedException _ -> "interrupted";
                    case AccessDeniedException file -> "access denied: " + file.getMessage();
                    case NoSuchFileException file -> "no such file: " + file.getMessage();
                    case FileSystemException file -> "cannot be read or written: " + file.getMessage();
                    default -> String.valueOf(e.getMessage());
                });
        return code;
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println("faas: " + message.lines().findFirst().orElse(""));
    }
}
