package faas.kit.priming;

import faas.kit.log.Log;
import java.time.Clock;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function's code once before Lambda takes the SnapStart snapshot, so that the classes it needs are loaded and
 * compiled in every environment restored from it (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>).
 *
 * <p>What is primed writes nothing, calls nothing that has an effect, and makes nothing random, timed or secret, since
 * that would be the same in every environment. It does not go through the handler, so the first real invocation is
 * still known as the first one. A failure of priming costs a slower start and nothing else: it is logged, never thrown.
 */
public final class Priming implements Resource {
    /** CRaC's context holds its resources weakly, so somebody must hold them. */
    private static @Nullable Priming registered;

    private final String function;
    private final Action action;
    private final Log log;

    /** What is run before the snapshot. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    Priming(String function, Action action, Log log) {
        this.function = function;
        this.action = action;
        this.log = log;
    }

    /**
     * Has the action run before the snapshot; does nothing where none is taken. Call it once, from the handler's
     * constructor; a further call replaces nothing and is refused.
     *
     * @param function named in the log
     * @throws IllegalStateException if the process already has an action
     */
    public static void register(String function, Action action) {
        register(System.getenv(), function, action);
    }

    static synchronized void register(Map<String, String> environment, String function, Action action) {
        if (!"snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            return;
        }
        if (registered != null) {
            throw new IllegalStateException(
                    function + ": priming of " + registered.function + " is registered already");
        }
        Log log = new Log(Clock.systemUTC(), System.out::println).with("function", function);
        registered = new Priming(function, action, log);
        Core.getGlobalContext().register(registered);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            action.run();
            log.info("primed");
        } catch (Exception | LinkageError failure) {
            log.error("priming failed, starts will be slower", failure);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing is to be renewed: nothing of an environment's own is made before the snapshot.
    }
}
