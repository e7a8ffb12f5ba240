package faas.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import faas.acceptance.engine.Variation;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This project as the build left it. Modules and contexts are found and not listed, so that a new one is held to the
 * rules at once.
 *
 * @param modules folders with a pom and with classes
 * @param classes those of all modules, without tests
 */
record Project(List<Path> modules, JavaClasses classes) {
    private static final String CLASSES = "target/classes";

    /**
     * A module that has functions.
     *
     * @param root the package that holds all its classes
     */
    record FunctionModule(Path folder, String root, Set<String> packages) {
        /** A bounded context has a domain; a function that stands in for somebody outside has none. */
        boolean isContext() {
            return packages.stream().anyMatch(name -> has(name, "domain"));
        }

        /** The packages of the contracts beside it. */
        String contracts() {
            return root.substring(0, root.lastIndexOf('.')) + ".events..";
        }

        /** The packages of the stacks beside it. */
        String stacks() {
            return root.substring(0, root.lastIndexOf('.')) + ".infra..";
        }

        /** The first packages below the root, without those named. */
        Set<String> partsBeside(List<String> layers) {
            return packages.stream()
                    .filter(name -> name.startsWith(root + "."))
                    .map(name -> name.substring(root.length() + 1).replaceFirst("\\..*", ""))
                    .filter(first -> !layers.contains(first))
                    .collect(Collectors.toSet());
        }

        /** By capability, which others it may use: what {@code capabilities.properties} in its folder says. */
        Map<String, Set<String>> capabilities() {
            var lines = new Properties();
            try (Reader file = Files.newBufferedReader(folder.resolve("capabilities.properties"))) {
                lines.load(file);
            } catch (NoSuchFileException e) {
                return Map.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lines.stringPropertyNames().stream()
                    .collect(Collectors.toMap(
                            name -> name,
                            name -> Stream.of(lines.getProperty(name).split(",", -1))
                                    .map(String::strip)
                                    .filter(other -> !other.isEmpty())
                                    .collect(Collectors.toSet())));
        }
    }

    static Project built() {
        List<Path> modules = foldersWithPom()
                .filter(folder -> Files.isDirectory(folder.resolve(CLASSES)))
                .toList();
        return new Project(
                modules,
                new ClassFileImporter()
                        .importPaths(modules.stream()
                                .map(module -> module.resolve(CLASSES))
                                .toList()));
    }

    /** Folders whose pom makes a function package of sources of their own, whether their classes are found or not. */
    static List<Path> declaringFunctions() {
        return foldersWithPom()
                .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                .filter(folder -> read(folder.resolve("pom.xml")).contains("<artifactId>function-package</artifactId>"))
                .toList();
    }

    private static Stream<Path> foldersWithPom() {
        return withFolders(Variation.ROOT, 3).filter(folder -> Files.exists(folder.resolve("pom.xml")));
    }

    private static Stream<Path> withFolders(Path parent, int levels) {
        return folders(parent)
                .flatMap(folder -> levels == 1
                        ? Stream.of(folder)
                        : Stream.concat(Stream.of(folder), withFolders(folder, levels - 1)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> folders(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SourceImports imports() {
        return SourceImports.below(
                modules.stream().map(module -> module.resolve("src/main/java")).filter(Files::isDirectory));
    }

    List<FunctionModule> functionModules() {
        return modules.stream()
                .map(module -> new FunctionModule(module, "", packagesOf(module)))
                .filter(module -> module.packages().stream().anyMatch(name -> has(name, "handler")))
                .map(module -> new FunctionModule(module.folder(), root(module.packages()), module.packages()))
                .toList();
    }

    List<FunctionModule> contexts() {
        return functionModules().stream().filter(FunctionModule::isContext).toList();
    }

    private Set<String> packagesOf(Path module) {
        String folder = module.resolve(CLASSES).toUri().toString();
        return classes.stream()
                .filter(type -> type.getSource()
                        .map(source -> source.getUri().toString().startsWith(folder))
                        .orElse(false))
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith("faas"))
                .collect(Collectors.toSet());
    }

    /** The longest package that all are in. */
    private static String root(Set<String> packages) {
        String root = packages.iterator().next();
        while (!packages.stream().allMatch(startsWith(root))) {
            root = root.substring(0, root.lastIndexOf('.'));
        }
        return root;
    }

    private static Predicate<String> startsWith(String root) {
        return name -> name.equals(root) || name.startsWith(root + ".");
    }

    private static boolean has(String packageName, String layer) {
        return ("." + packageName + ".").contains("." + layer + ".");
    }
}
