package faas.architecture;

import com.tngtech.archunit.core.domain.PackageMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The imports of source files. A rule on bytecode does not see an import of a type that is used for its constants
 * alone, since the compiler copies their values.
 *
 * @param all one for each import statement
 */
record SourceImports(List<Import> all) {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import (static )?([\\w.]+)(\\.\\*)?;", Pattern.MULTILINE);

    /**
     * One import.
     *
     * @param from the package that has it
     * @param type the type imported, or the package where it ends in {@code .*}
     */
    record Import(Path file, String from, String type) {
        /** By convention: what stands before the first name in capitals. */
        String importedPackage() {
            return type.replaceFirst("\\.[A-Z].*", "");
        }

        @Override
        public String toString() {
            return file + " imports " + type;
        }
    }

    /** Those of every Java file below the folders. */
    static SourceImports below(Stream<Path> folders) {
        return new SourceImports(folders.flatMap(SourceImports::javaFiles)
                .flatMap(SourceImports::importsOf)
                .toList());
    }

    /** Imports in packages that match {@code packages}, of packages that match neither them nor one allowed. */
    List<Import> violations(String packages, String... allowed) {
        PackageMatcher here = PackageMatcher.of(packages);
        List<PackageMatcher> permitted =
                Stream.of(allowed).map(PackageMatcher::of).toList();
        return all.stream()
                .filter(one -> here.matches(one.from()) && !here.matches(one.importedPackage()))
                // As a whole, too: there are packages with capitals in their names.
                .filter(one -> permitted.stream()
                        .noneMatch(allow -> allow.matches(one.importedPackage()) || allow.matches(one.type())))
                .toList();
    }

    /** Imports of packages that match. */
    List<Import> of(String packages) {
        PackageMatcher wanted = PackageMatcher.of(packages);
        return all.stream().filter(one -> wanted.matches(one.importedPackage())).toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Import> importsOf(Path file) {
        try {
            String source = Files.readString(file);
            String from = PACKAGE.matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " has no package"));
            Matcher imports = IMPORT.matcher(source);
            return imports
                    .results()
                    .map(found -> new Import(
                            file,
                            from,
                            Optional.ofNullable(found.group(1)).isPresent()
                                    ? found.group(2).replaceFirst("\\.\\w+$", "")
                                    : found.group(2)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
