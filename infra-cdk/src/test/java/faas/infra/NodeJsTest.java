package faas.infra;

import static org.assertj.core.api.Assertions.assertThatCode;
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
    void node_js_of_this_machine_will_do() {
        assertThatCode(NodeJs::require).doesNotThrowAnyException();
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
        Path old = directory.resolve("node");
        Files.writeString(old, "#!/bin/sh\necho v18.20.4\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> NodeJs.require(old.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("found v18.20.4");
    }
}
