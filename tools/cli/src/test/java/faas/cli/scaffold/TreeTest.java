package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {

    @TempDir
    Path root;

    @Test
    void sources_are_read_and_what_the_build_makes_is_not() throws IOException {
        save("pom.xml", "p");
        save("a/src/A.java", "a");
        save("a/target/A.class", "x");
        save(".git/config", "x");
        Files.write(root.resolve("logo.png"), new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThat(Tree.read(root).files()).containsExactly("a/src/A.java", "pom.xml");
    }

    @Test
    void only_what_differs_is_a_change() throws UserErrorException {
        var tree = new Tree(Map.of("a/A", "1", "a/B", "2", "a/C", "3", "ab", "4"));

        tree.change("a/A", text -> text + "1");
        tree.change("a/B", text -> text);
        tree.delete("a/C");
        tree.create("a/D", "4");

        assertThat(tree.changes())
                .isEqualTo(Map.of("a/A", Optional.of("11"), "a/C", Optional.empty(), "a/D", Optional.of("4")));
        assertThat(List.of(tree.kind("a/A"), tree.kind("a/C"), tree.kind("a/D")))
                .containsExactly("change", "remove", "add");
        assertThat(tree.below("a")).containsExactly("a/A", "a/B", "a/D");
    }

    @Test
    void a_file_whose_name_differs_in_case_alone_is_refused() {
        var tree = new Tree(Map.of("a/Send.java", "1"));

        assertThatThrownBy(() -> tree.create("a/send.java", "2"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("a/Send.java: exists, expected no such file");
        assertThat(tree.changes()).isEmpty();
    }

    @Test
    void changes_are_written_and_taken_back() throws IOException, UserErrorException {
        save("a/A", "1");
        save("b/c/B", "2");
        var tree = Tree.read(root);
        tree.change("a/A", _ -> "changed");
        tree.delete("b/c/B");
        tree.create("d/D", "new");

        tree.write(root);

        assertThat(files()).isEqualTo(Map.of("a/A", "changed", "d/D", "new"));
        assertThat(root.resolve("b")).doesNotExist();

        tree.restore(root);

        assertThat(files()).isEqualTo(Map.of("a/A", "1", "b/c/B", "2"));
        assertThat(root.resolve("d")).doesNotExist();
    }

    @Test
    void where_one_file_cannot_be_written_the_others_are_taken_back() throws IOException, UserErrorException {
        save("a/A", "1");
        var tree = Tree.read(root);
        tree.change("a/A", _ -> "changed");
        tree.create("b/B/C", "new");
        save("b/B", "a file where a folder is needed");

        assertThatThrownBy(() -> tree.write(root)).isInstanceOf(IOException.class);
        assertThat(root.resolve("a/A")).hasContent("changed");
        tree.restore(root);

        assertThat(files()).isEqualTo(Map.of("a/A", "1", "b/B", "a file where a folder is needed"));
    }

    private void save(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private Map<String, String> files() throws IOException {
        try (var found = Files.walk(root)) {
            var files = new TreeMap<String, String>();
            for (var file : found.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
            return files;
        }
    }
}
