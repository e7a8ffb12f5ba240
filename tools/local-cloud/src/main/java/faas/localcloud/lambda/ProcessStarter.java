package faas.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that the kernel kills when the engine is gone, however it went: {@code setpriv --pdeathsig} asks for
 * that where util-linux has it. Without it an idle environment still ends by itself, since its connection to the
 * Runtime API breaks.
 *
 * <p>The kernel sends the signal when the <em>thread</em> that started the process ends, so all are started by one
 * thread that lives as long as the engine's JVM.
 */
final class ProcessStarter {
    private static final List<String> DIE_WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL");

    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("process-starter").unstarted(task));

    private static final boolean HAS_SETPRIV = hasSetpriv();

    private ProcessStarter() {}

    static Process start(ProcessBuilder process) {
        if (HAS_SETPRIV) {
            List<String> command = new ArrayList<>(DIE_WITH_PARENT);
            command.addAll(process.command());
            process.command(command);
        }
        try {
            return CompletableFuture.supplyAsync(() -> startNow(process), STARTER)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("starting " + process.command().getFirst(), e.getCause());
        }
    }

    private static Process startNow(ProcessBuilder process) {
        try {
            return process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasSetpriv() {
        try {
            List<String> probe = new ArrayList<>(DIE_WITH_PARENT);
            probe.add("true");
            return new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
