package faas.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmLaunchTest {
    @TempDir
    private Path directory;

    private Path jar = Path.of("");
    private JvmLaunch launch = new JvmLaunch(Path.of(""));

    @BeforeEach
    void train() throws Exception {
        jar = Files.writeString(directory.resolve("a.jar"), "classes");
        Path arguments = directory.resolve("engine.args");
        Files.writeString(arguments, "-Xmx1m\n-cp\n\"" + jar + ":" + directory.resolve("none.jar") + "\"\nMain\n");
        launch = new JvmLaunch(arguments);
        Files.writeString(output(launch), "cache");
        launch.keepTrained();
    }

    @Test
    void starts_from_the_cache_that_it_was_trained_for() {
        assertThat(launch.hasCache()).isTrue();
        assertThat(launch.command())
                .containsExactly(launch.command().getFirst(), "-XX:AOTCache=" + kept(), "@" + launch.arguments());
    }

    @Test
    void starts_without_a_cache_when_a_jar_was_built_anew() throws Exception {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(launch.hasCache()).isFalse();
        assertThat(launch.command()).containsExactly(launch.command().getFirst(), "@" + launch.arguments());
    }

    @Test
    void starts_without_a_cache_when_an_option_has_changed() throws Exception {
        Files.writeString(
                launch.arguments(), Files.readString(launch.arguments()).replace("-Xmx1m", "-Xmx2m"));

        assertThat(launch.hasCache()).isFalse();
    }

    @Test
    void a_training_that_was_broken_off_leaves_no_cache() throws Exception {
        Files.delete(kept());

        Files.writeString(output(launch), "half of it");

        assertThat(launch.hasCache()).isFalse();
    }

    @Test
    void training_deletes_the_caches_that_no_longer_fit() throws Exception {
        Path old = kept();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        launch.trainingCommand();

        assertThat(old).doesNotExist();
    }

    private Path kept() {
        return Path.of(output(launch).toString().replace(".unfinished", ""));
    }

    private static Path output(JvmLaunch launch) {
        return launch.trainingCommand().stream()
                .filter(option -> option.startsWith("-XX:AOTCacheOutput="))
                .map(option -> Path.of(option.substring(option.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
