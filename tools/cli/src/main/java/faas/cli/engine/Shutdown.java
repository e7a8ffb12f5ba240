package faas.cli.engine;

/** The end of this process. */
public final class Shutdown {

    private Shutdown() {}

    /** Whether it has begun: by a signal, or since the work is done. */
    public static boolean hasBegun() {
        try {
            // Of a hook that was never added this removes nothing.
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException begun) {
            return true;
        }
    }
}
