package faas.acceptance.engine;

import java.nio.file.Path;

/**
 * A declaration to run tests on, and how the engine treats it. {@link RunsOn} names its class, which has a public
 * constructor without arguments.
 */
public interface Variation {

    /** The project's root, which the build names. */
    Path ROOT = Path.of(System.getProperty("faas.root", "..")).toAbsolutePath().normalize();

    /** The stage whose name is in front of every physical name. */
    String stage();

    /** Synthesizes the declaration and returns the directory that holds it. */
    Path synthesize();

    /** How the engine treats execution environments. */
    default EngineSettings settings() {
        return EngineSettings.STANDARD;
    }

    /** As reports call it. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** A directory of its own to synthesize to. */
    default Path directory() {
        return ROOT.resolve("acceptance-tests/target/assembly").resolve(name());
    }

    /** Where the local engine works for it. */
    default Path work() {
        return ROOT.resolve("acceptance-tests/target/engine").resolve(name());
    }

    /** What its functions write on the local engine, a directory for each. */
    default Path logs() {
        return work().resolve("logs");
    }
}
