package io.orderchannel.localcloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Samples the resident memory of this process and all below it twice a second and keeps the peak. Pages that processes
 * share count once in each, so the figure is an upper bound.
 */
final class ProcessTreeMemory implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;
    private static final int KIB_PER_MIB = 1_024;

    private final Thread sampler;
    private volatile long peakKib;

    ProcessTreeMemory() {
        sampler = Thread.ofVirtual().name("memory").start(this::sampleAll);
    }

    long peakMib() {
        return peakKib / KIB_PER_MIB;
    }

    private void sampleAll() {
        try {
            while (true) {
                peakKib = Math.max(peakKib, residentKib());
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static long residentKib() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(ProcessTreeMemory::residentKib)
                .sum();
    }

    /** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
    private static long residentKib(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | RuntimeException gone) {
            // It ended between being listed and being read.
            return 0;
        }
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
