package faas.infra;

import faas.infra.policy.PolicyException;
import java.nio.file.Path;

/** Synthesizes a stage of the system on the class path: what the build and the CDK command line run. */
public final class Synthesize {
    private static final int REFUSED = 2;

    private Synthesize() {}

    /**
     * Synthesizes a stage, or says in words why it cannot.
     *
     * @param args the project's root, the directory to write to, and the stage's name where it is not {@code demo}
     */
    public static void main(String[] args) {
        if (args.length != 2 && args.length != 3) {
            System.err.println("usage: Synthesize PROJECT_ROOT OUT_DIRECTORY [STAGE]");
            System.exit(REFUSED);
        }
        try {
            SystemDefinition system = SystemDefinition.load();
            CloudAssembly.synthesize(
                    system.contexts(),
                    system.stage(args.length == 3 ? args[2] : "demo", System.getenv()),
                    new FunctionPackages(Path.of(args[0])),
                    Path.of(args[1]));
        } catch (PolicyException | IllegalStateException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(REFUSED);
        }
    }
}
