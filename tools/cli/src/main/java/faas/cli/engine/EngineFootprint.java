package faas.cli.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An engine's use of memory, threads, files and disk at one moment. Without /proc all but live and disk is 0.
 *
 * @param liveMiB objects that the engine's own process still needs: its heap right after a full collection
 * @param engineMiB resident in the engine's own process
 * @param allMiB resident in it and all processes that it started; a shared page counts once for each
 * @param threads of the engine's own process
 * @param files that it has open, sockets included
 * @param diskMiB in its work directory
 */
public record EngineFootprint(long liveMiB, long engineMiB, long allMiB, long threads, long files, long diskMiB) {

    private static final long KIB = 1024;

    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    public static EngineFootprint of(ProcessHandle engine, Path workDirectory) {
        return new EngineFootprint(
                liveBytes(engine.pid()) / KIB / KIB,
                PeakMemory.residentKiB(engine.pid()) / KIB,
                Stream.concat(Stream.of(engine), engine.descendants())
                                .mapToLong(process -> PeakMemory.residentKiB(process.pid()))
                                .sum()
                        / KIB,
                entries(Path.of("/proc", Long.toString(engine.pid()), "task")),
                entries(Path.of("/proc", Long.toString(engine.pid()), "fd")),
                bytes(workDirectory) / KIB / KIB);
    }

    /**
     * The last line of a class histogram, which collects all garbage first: {@code Total <objects> <bytes>}. 0 where
     * the JDK's jcmd cannot ask the process.
     */
    private static long liveBytes(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (var histogram = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start()
                .inputReader()) {
            return histogram
                    .lines()
                    .map(TOTAL::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(total -> Long.parseLong(total.group(1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long entries(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long bytes(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // A file was deleted while it was listed.
            return 0;
        }
    }
}
