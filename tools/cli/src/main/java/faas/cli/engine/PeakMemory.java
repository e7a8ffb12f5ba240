package faas.cli.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The most resident memory that a process and all its descendants had together. Samples twice a second; a page that
 * several processes share counts once for each. Reads /proc, so it is 0 where there is none.
 */
public final class PeakMemory implements AutoCloseable {

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(500);

    private final ProcessHandle root;
    private final AtomicLong peakKiB = new AtomicLong();
    private final Thread sampler;

    /** Starts to sample the process and those that it starts from now on. */
    public PeakMemory(ProcessHandle root) {
        this.root = root;
        this.sampler = Thread.ofPlatform().daemon().name("peak-memory").start(this::sample);
    }

    public long peakMiB() {
        return peakKiB.get() / 1024;
    }

    @Override
    public void close() {
        sampler.interrupt();
    }

    private void sample() {
        try {
            while (true) {
                long sum = Stream.concat(Stream.of(root), root.descendants())
                        .mapToLong(process -> residentKiB(process.pid()))
                        .sum();
                peakKiB.accumulateAndGet(sum, Math::max);
                Thread.sleep(BETWEEN_SAMPLES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html: {@code VmRSS: 123 kB}. */
    static long residentKiB(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The process has ended since it was listed.
            return 0;
        }
    }
}
