package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The project's sources in another folder, to be changed there; what the build left of each module is linked. */
record ProjectCopy(Path root) {

    static ProjectCopy in(Path root) throws IOException {
        Files.copy(Variation.ROOT.resolve("pom.xml"), root.resolve("pom.xml"));
        for (var module : modules()) {
            var copy = Files.createDirectories(root.resolve(Variation.ROOT.relativize(module)));
            Files.createSymbolicLink(copy.resolve("target"), module.resolve("target"));
            for (var file : sources(module)) {
                var target = copy.resolve(module.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return new ProjectCopy(root);
    }

    private static List<Path> modules() throws IOException {
        try (var folders = Files.walk(Variation.ROOT, 2)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("target"))
                            && Files.isRegularFile(folder.resolve("pom.xml"))
                            && !folder.equals(Variation.ROOT))
                    .toList();
        }
    }

    private static List<Path> sources(Path module) throws IOException {
        var main = module.resolve("src/main");
        try (var files = Files.isDirectory(main) ? Files.walk(main) : Stream.<Path>empty()) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The only source of that file name. */
    Path source(String name) throws IOException {
        try (var files = Files.walk(root)) {
            var found = files.filter(file -> file.endsWith(name)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    /** Puts another text in the place of one that has to be in that source, as an editor saves it. */
    void change(String name, String from, String to) throws IOException {
        var file = source(name);
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    /** JUnit would warn of each link that leads out of a temporary folder. */
    void delete() throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
