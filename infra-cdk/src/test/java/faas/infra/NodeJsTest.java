package faas.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeJsTest {
    @TempDir
    private Path directory;

    @Test
    void the_oldest_node_js_that_will_do_is_taken_and_the_one_before_it_is_not() throws IOException {
        NodeJs.require(node("v20.0.0"));

        assertThatThrownBy(() -> NodeJs.require(node("v19.9.0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found v19.9.0");
    }

    @Test
    void missing_node_js_is_named_in_one_line_that_says_where_to_get_it() {
        assertThatThrownBy(() -> NodeJs.require("no-such-node"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Node.js 20 or newer is needed to synthesize the CDK app (command no-such-node: it could not"
                                + " be started): install it from https://nodejs.org or with the system's package manager");
    }

    @Test
    void node_js_that_is_too_old_is_named_with_its_version() throws IOException {
        String old = node("v18.20.4");

        assertThatThrownBy(() -> NodeJs.require(old))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found v18.20.4");
    }

    /** A command that says that it is this version. */
    private String node(String version) throws IOException {
        Path node = directory.resolve("node-" + version);
        Files.writeString(node, "#!/bin/sh\necho " + version + "\n");
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
        return node.toString();
    }
}
