package faas.infra;

import faas.infra.policy.PolicyException;
import java.nio.file.Path;

/** Synthesizes a stage of the system on the class path: what the build and the CDK command line run. */
public final class Synthesize {
    private static final int REFUSED = 2;
    private static final String DEMO = "demo";

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
        String refusal = refusal(() -> {
            SystemDefinition system = SystemDefinition.load();
            CloudAssembly.synthesize(
                    system.contexts(),
                    system.flow(),
                    system.stage(args.length == 3 ? args[2] : DEMO, System.getenv()),
                    new FunctionPackages(Path.of(args[0])),
                    Path.of(args[1]));
        });
        if (!refusal.isEmpty()) {
            System.err.println(refusal);
            System.exit(REFUSED);
        }
    }

    /**
     * Synthesizes the demo once more, with links to the function packages that the build's assembly holds. Called by
     * {@code up --watch}, in the class loader that has the changed classes.
     *
     * @return why it cannot, in words; empty where it can
     */
    public static String again(Path projectRoot, Path out) {
        return refusal(() -> {
            SystemDefinition system = SystemDefinition.load();
            system.synthesize(system.stage(DEMO, System.getenv()), projectRoot, out);
        });
    }

    private static String refusal(Runnable synthesis) {
        try {
            synthesis.run();
            return "";
        } catch (PolicyException | IllegalStateException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
