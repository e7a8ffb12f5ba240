package io.orderchannel.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The same rule as {@link Rules#partUsesOnly}, held against the sources: the compiler inlines constants, so the classes
 * do not show an import that is used for one only.
 */
final class Sources {
    private static final Path ROOT = Path.of("..");

    private Sources() {}

    /**
     * Finds what is named of a context's other parts.
     *
     * @param tree below each module, such as {@code src/main/java}
     * @return file and name, for each name of a part that is not allowed
     */
    static List<String> namesOfOtherParts(String tree, String context, String part, Set<String> allowed) {
        Pattern name = Pattern.compile(Pattern.quote(context) + "\\.(\\w+)\\.[\\w.]+");
        return sources(tree, context + "." + part)
                .flatMap(source -> name.matcher(read(source))
                        .results()
                        .filter(found -> !found.group(1).equals(part) && !allowed.contains(found.group(1)))
                        .map(MatchResult::group)
                        .map(found -> source.getFileName() + ": " + found))
                .toList();
    }

    /** Whether any module has sources of that package. */
    static boolean has(String tree, String packageName) {
        return sources(tree, packageName).findAny().isPresent();
    }

    private static Stream<Path> sources(String tree, String packageName) {
        return list(ROOT).stream()
                .map(module -> module.resolve(tree).resolve(packageName.replace('.', '/')))
                .filter(Files::isDirectory)
                .flatMap(folder -> walk(folder).stream())
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
