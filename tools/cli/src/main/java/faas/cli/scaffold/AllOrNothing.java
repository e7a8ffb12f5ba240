package faas.cli.scaffold;

import faas.cli.engine.Shutdown;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Work on files that is taken back where it fails, and where a signal ends this process before it is done. */
final class AllOrNothing {

    /** What it has started is told to end, again and again; longer than it takes to write the files of a system. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** A part of the work. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    private AllOrNothing() {}

    /**
     * Does the work, or takes it back.
     *
     * @param undo may come twice
     * @param nothing said after a signal, such as {@code nothing is changed}
     * @throws IOException as the work does; it is taken back then
     */
    static void run(Step work, Step undo, String nothing, PrintWriter err) throws IOException, InterruptedException {
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> takeBack(ended, undo, nothing, err), "take-back");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!Shutdown.hasBegun()) {
                undo.run();
            }
            throw e;
        } finally {
            ended.countDown();
            forget(hook);
        }
    }

    private static void takeBack(CountDownLatch ended, Step undo, String nothing, PrintWriter err) {
        try {
            var limit = Instant.now().plus(ENDED_WITHIN);
            do {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
            } while (!ended.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
                    && Instant.now().isBefore(limit));
            undo.run();
            err.println("faas: interrupted: " + nothing);
        } catch (IOException e) {
            err.println("faas: interrupted, and not all is taken back: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already: this thread says no more, and the process ends when the hook has.
            new Semaphore(0).acquireUninterruptibly();
        }
    }
}
