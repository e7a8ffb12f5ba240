package io.orderchannel.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Function invocations that run at the same time, one step at a time. A step is a port call: before it, others may take
 * theirs. A call may fail and an invocation may crash, before the call's effect or after it. Each invocation has a
 * thread of its own, of which only one runs at any moment, and the random numbers alone decide which: the same seed
 * brings the same interleaving.
 */
final class Invocations {

    private static final int ONE_PAUSE_IN = 2;
    private static final int ONE_CRASH_IN = 60;
    private static final int ONE_FAILURE_IN = 60;

    private final Random random;
    private final Trace trace;
    private final List<Invocation> running = new ArrayList<>();
    private @Nullable Invocation current;
    private boolean faults = true;
    private int started;

    Invocations(Random random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /** Starts an invocation, which takes its first step some time later. */
    Invocation start(String function, Runnable work) {
        Invocation invocation = new Invocation(function + " #" + ++started, work);
        running.add(invocation);
        return invocation;
    }

    /** How many have not ended. */
    int running() {
        return running.size();
    }

    /** From now on calls succeed and nothing crashes; which invocation goes on stays random. */
    void endFaults() {
        faults = false;
    }

    /** Whether a fault occurs that occurs once in so many cases. */
    boolean fault(int onceIn) {
        return faults && random.nextInt(onceIn) == 0;
    }

    /** One of the invocations goes on until it pauses or ends. */
    void oneGoesOn() {
        Invocation invocation = running.get(random.nextInt(running.size()));
        current = invocation;
        invocation.mayGoOn.release();
        invocation.paused.acquireUninterruptibly();
        current = null;
        if (invocation.ended) {
            running.remove(invocation);
        }
        if (invocation.error != null) {
            throw invocation.error;
        }
    }

    /** Calls a port in the current invocation. */
    <T> T call(String what, Supplier<T> effect) {
        if (random.nextInt(ONE_PAUSE_IN) == 0) {
            pause();
        }
        String step = current().name + ": " + what;
        maybeFail(step, "before");
        T answer = effect.get();
        trace.add(() -> step + ": " + Trace.brief(answer));
        maybeFail(step, "after");
        return answer;
    }

    /** Others may go on before the current invocation does. */
    void pause() {
        Invocation invocation = current();
        invocation.paused.release();
        invocation.mayGoOn.acquireUninterruptibly();
    }

    private void maybeFail(String step, String when) {
        if (fault(ONE_CRASH_IN)) {
            throw new Crash();
        }
        if (fault(ONE_FAILURE_IN)) {
            throw new IllegalStateException(step + ": failed " + when + " its effect");
        }
    }

    private Invocation current() {
        if (current == null) {
            throw new IllegalStateException("a port was called outside an invocation");
        }
        return current;
    }

    final class Invocation {
        private final String name;
        private final Semaphore mayGoOn = new Semaphore(0);
        private final Semaphore paused = new Semaphore(0);
        private boolean ended;
        private @Nullable Error error;

        private Invocation(String name, Runnable work) {
            this.name = name;
            Thread.ofVirtual().start(() -> run(work));
        }

        boolean hasEnded() {
            return ended;
        }

        private void run(Runnable work) {
            mayGoOn.acquireUninterruptibly();
            try {
                work.run();
            } catch (Crash _) {
                trace.add(() -> name + ": crashes");
            } catch (RuntimeException failure) {
                trace.add(() -> name + ": fails: " + failure.getMessage());
            } catch (Error found) {
                error = found;
            } finally {
                ended = true;
                paused.release();
            }
        }
    }

    /** The process is gone: an error, so that no use case catches it and goes on. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
