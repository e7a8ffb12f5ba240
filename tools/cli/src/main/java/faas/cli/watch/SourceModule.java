package faas.cli.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A module whose sources are watched.
 *
 * @param folder such as {@code billing-context}, below the project's root
 * @param jar file name of its archive, by which class paths and function packages name it
 * @param classPath what it is compiled against, as Maven wrote it down
 */
record SourceModule(Path folder, String jar, List<Path> classPath) {

    /** Where the declaration of the system is. */
    private static final String DECLARATION = "infra-cdk";

    private static final String CLASS_PATH = "target/compile-classpath.txt";

    private static final int DEEPEST = 2;

    SourceModule {
        classPath = List.copyOf(classPath);
    }

    /**
     * The modules whose archive is in a function package, and the declaration's; each after those that it is compiled
     * against.
     *
     * @param packaged file names of the archives in the function packages
     */
    static List<SourceModule> find(Path root, Set<String> packaged) throws IOException {
        List<SourceModule> found;
        try (Stream<Path> folders = Files.walk(root, DEEPEST)) {
            found = folders.filter(folder -> Files.isRegularFile(folder.resolve(CLASS_PATH)))
                    .sorted()
                    .flatMap(folder ->
                            jarOf(folder, packaged).map(jar -> new SourceModule(folder, jar, compiled(folder))))
                    .toList();
        }
        var ordered = new LinkedHashSet<SourceModule>();
        found.forEach(module -> addAfterOthers(module, found, ordered));
        return List.copyOf(ordered);
    }

    private static Stream<String> jarOf(Path folder, Set<String> packaged) {
        if (folder.endsWith(DECLARATION)) {
            return Stream.of(DECLARATION + ".jar");
        }
        return packaged.stream()
                .filter(jar -> Files.isRegularFile(folder.resolve("target").resolve(jar)));
    }

    private static List<Path> compiled(Path folder) {
        try {
            return Stream.of(
                            Files.readString(folder.resolve(CLASS_PATH)).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void addAfterOthers(SourceModule module, List<SourceModule> all, Set<SourceModule> ordered) {
        if (!ordered.contains(module)) {
            all.stream().filter(module::uses).forEach(other -> addAfterOthers(other, all, ordered));
            ordered.add(module);
        }
    }

    /** Whether it is compiled against another module. */
    boolean uses(SourceModule other) {
        return classPath.stream().anyMatch(entry -> entry.endsWith(other.jar));
    }

    /** Whether it declares the system, rather than being part of functions. */
    boolean isDeclaration() {
        return folder.endsWith(DECLARATION);
    }

    Path java() {
        return folder.resolve("src/main/java");
    }

    Path resources() {
        return folder.resolve("src/main/resources");
    }

    /** Its sources and resources, each with the time of its last change. What editors leave beside them is no source. */
    Map<Path, FileTime> files() throws IOException {
        var times = new TreeMap<Path, FileTime>();
        for (var sources : List.of(java(), resources())) {
            Files.walkFileTree(sources, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var name = file.getFileName().toString();
                    if (!name.startsWith(".") && !name.endsWith("~")) {
                        times.put(file, attributes.lastModifiedTime());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return times;
    }
}
