package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A project's text files by path, such as {@code infra-cdk/pom.xml}, and the changes to be made to them. Nothing is
 * written before all of a change is known.
 */
final class Tree {

    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules", ".git");

    private final SortedMap<String, String> before;
    private final SortedMap<String, String> after;

    Tree(Map<String, String> files) {
        before = new TreeMap<>(files);
        after = new TreeMap<>(files);
    }

    /** Without what the build makes. */
    static Tree read(Path root) throws IOException {
        var files = new HashMap<String, String>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(String.valueOf(folder.getFileName())) && !folder.equals(root)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    files.put(root.relativize(file).toString(), Files.readString(file));
                } catch (CharacterCodingException e) {
                    // Not a text: no source of this project.
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Tree(files);
    }

    boolean has(String path) {
        return after.containsKey(path);
    }

    String text(String path) {
        return Optional.ofNullable(after.get(path))
                .orElseThrow(() -> new IllegalArgumentException(path + ": no such file"));
    }

    /** The files in this folder and below it. */
    List<String> below(String folder) {
        return List.copyOf(after.subMap(folder + "/", folder + "0").keySet());
    }

    /** Every file's text by its path. */
    SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(after);
    }

    /** Every file. */
    List<String> files() {
        return List.copyOf(after.keySet());
    }

    /**
     * Adds a file.
     *
     * @throws UserErrorException where one of that name is there, or one whose name differs in case alone: some file
     *     systems do not tell them apart
     */
    void create(String path, String text) throws UserErrorException {
        for (var present : after.keySet()) {
            if (present.equalsIgnoreCase(path)) {
                throw new UserErrorException(present + ": exists, expected no such file");
            }
        }
        after.put(path, text);
    }

    void change(String path, UnaryOperator<String> change) {
        after.put(path, change.apply(text(path)));
    }

    void delete(String path) {
        after.remove(path);
    }

    /** The new text of each file that changes; none where the file goes. */
    SortedMap<String, Optional<String>> changes() {
        var changes = new TreeMap<String, Optional<String>>();
        before.keySet().stream()
                .filter(path -> !after.containsKey(path))
                .forEach(path -> changes.put(path, Optional.empty()));
        after.forEach((path, text) -> {
            if (!text.equals(before.get(path))) {
                changes.put(path, Optional.of(text));
            }
        });
        return changes;
    }

    /** What is done to a file: {@code add}, {@code change} or {@code remove}. */
    String kind(String path) {
        if (!after.containsKey(path)) {
            return "remove";
        }
        return before.containsKey(path) ? "change" : "add";
    }

    /** Writes all changes. */
    synchronized void write(Path root) throws IOException {
        for (var change : changes().entrySet()) {
            put(root, change.getKey(), change.getValue());
        }
    }

    /** Takes all changes back, as far as they are written. */
    synchronized void restore(Path root) throws IOException {
        for (var path : changes().keySet()) {
            put(root, path, Optional.ofNullable(before.get(path)));
        }
    }

    private static void put(Path root, String path, Optional<String> text) throws IOException {
        var file = root.resolve(path);
        if (text.isEmpty()) {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
            deleteEmpty(path, root);
        } else if (!Files.isRegularFile(file) || !text.get().equals(Files.readString(file))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.get());
        }
    }

    /** Deletes the folders that the file was to be in, as far as nothing else is in them. */
    private static void deleteEmpty(String path, Path root) throws IOException {
        for (var end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            var folder = root.resolve(path.substring(0, end));
            if (Files.isDirectory(folder) && isEmpty(folder)) {
                Files.delete(folder);
            }
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void deleteFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
