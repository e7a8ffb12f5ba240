package faas.localcloud;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the engine that is being started on a thread of its own. */
final class Starting<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    private final String name;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Starting(String name) {
        this.name = name;
    }

    static <T> Starting<T> of(String name, Supplier<T> start) {
        Starting<T> starting = new Starting<>(name);
        // A platform thread: class loading, which most of a start is, would hold a virtual one's carrier.
        Thread.ofPlatform().daemon().name("start " + name).start(() -> {
            try {
                starting.result.complete(start.get());
            } catch (RuntimeException | Error e) {
                starting.result.completeExceptionally(e);
            }
        });
        return starting;
    }

    /** Waits for it; throws what its start threw. */
    T await() {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " started", e);
        }
    }

    /** Closes what was started, once it is, so that a start given up halfway leaves nothing behind. */
    @Override
    public void close() {
        result.handle((started, failure) -> {
                    if (started instanceof AutoCloseable part) {
                        close(part);
                    }
                    return name;
                })
                .join();
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop as it should", name, e);
        }
    }
}
