package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All that holds with the native runtime client, with the one in plain Java, which takes its place on macOS. */
class PlainJavaRuntimeIT extends LambdaServiceIT {
    @BeforeAll
    static void chooseAPlatformWithoutNativeLibrary() {
        System.setProperty(RuntimeFiles.PLATFORM_PROPERTY, "mac os x-aarch_64");
    }

    @AfterAll
    static void takeTheNativeLibraryAgain() {
        System.clearProperty(RuntimeFiles.PLATFORM_PROPERTY);
    }

    @Test
    void the_engines_own_class_asks_for_invocations() throws Exception {
        lambda.create(probe());

        assertThat(Path.of(invoked("\"context\"").get("runtimeClient").asText()))
                .isEqualTo(Path.of(RuntimeFiles.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }
}
