package faas.localstack;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A LocalStack container. LocalStack starts a container for each execution environment of a function; those are removed
 * with it.
 *
 * <p>The image is {@code localstack/localstack:4.14.0}, the last version that starts without a token, or what the
 * system property {@value #IMAGE_PROPERTY} names. The variable {@code LOCALSTACK_AUTH_TOKEN} is passed on where it is
 * set, for a later version.
 */
public final class LocalStack implements AutoCloseable {

    public static final String IMAGE_PROPERTY = "faas.localstack.image";

    private static final String STANDARD_IMAGE = "localstack/localstack:4.14.0";
    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

    /** The port in its own network, and in the URLs that it gives to functions. */
    private static final int PORT = 4566;

    private static final Duration COPIED_WITHIN = Duration.ofSeconds(20);

    private final LocalStackContainer container;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalStack(LocalStackContainer container) {
        this.container = container;
        // Docker puts a slash in front.
        this.name = container.getContainerInfo().getName().substring(1);
    }

    /**
     * Starts a container that goes with this JVM, on a port that is free.
     *
     * @param root the project's root
     * @throws LocalStackUnavailableException if there is no Docker or no image
     */
    public static LocalStack start(Path root) throws LocalStackUnavailableException {
        return start(container(root));
    }

    /**
     * Starts a container on LocalStack's usual port of this machine that stays until somebody removes it.
     *
     * @param name the container's name
     * @throws LocalStackUnavailableException if there is no Docker or no image, or the port or the name is taken
     */
    public static void startToStay(Path root, String name) throws LocalStackUnavailableException {
        var container =
                container(root).withReuse(true).withCreateContainerCmdModifier(command -> command.withName(name));
        container.setPortBindings(List.of("127.0.0.1:" + PORT + ":" + PORT));
        start(container);
    }

    /**
     * Sees to it that Docker answers and the image is here, which may take a download. A start does it as well.
     *
     * @throws LocalStackUnavailableException if there is no Docker or no image
     */
    public static void prepare() throws LocalStackUnavailableException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new LocalStackUnavailableException(
                    "Docker does not answer: start it, and see that 'docker info' works");
        }
        requireImage();
    }

    private static LocalStackContainer container(Path root) throws LocalStackUnavailableException {
        prepare();
        return new LocalStackContainer(
                        DockerImageName.parse(image()).asCompatibleSubstituteFor("localstack/localstack"))
                .withEnv(settings(root));
    }

    private static LocalStack start(LocalStackContainer container) throws LocalStackUnavailableException {
        try {
            container.start();
            return new LocalStack(container);
        } catch (RuntimeException e) {
            if (container.getContainerId() != null) {
                container.stop();
            }
            throw new LocalStackUnavailableException(reason(e));
        }
    }

    /** Docker's own words are at the end of a chain of causes. */
    private static String reason(RuntimeException failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        var words = String.valueOf(last.getMessage()).replaceAll("\\s+", " ").strip();
        if (words.contains("port is already allocated") || words.contains("address already in use")) {
            return "port " + PORT + " is taken: stop what listens there, which is not LocalStack";
        }
        return "LocalStack did not start: " + words;
    }

    /** Testcontainers would pull it, too, but try for minutes where that cannot work. */
    private static void requireImage() throws LocalStackUnavailableException {
        var docker = DockerClientFactory.lazyClient();
        try {
            docker.inspectImageCmd(image()).exec();
        } catch (NotFoundException absent) {
            try {
                docker.pullImageCmd(image()).start().awaitCompletion();
            } catch (RuntimeException e) {
                throw new LocalStackUnavailableException("image " + image() + " is not here and cannot be pulled: run"
                        + " 'docker pull " + image() + "' and see what it says, or name another one with -D"
                        + IMAGE_PROPERTY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalStackUnavailableException("interrupted while image " + image() + " was pulled");
            }
        }
    }

    private static String image() {
        return System.getProperty(IMAGE_PROPERTY, STANDARD_IMAGE);
    }

    /** What {@code compose.yaml} starts it with as well. */
    private static Map<String, String> settings(Path root) {
        var settings = new LinkedHashMap<String, String>();
        try {
            for (var line : Files.readAllLines(root.resolve("localstack/localstack.env"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var parts = line.split("=", 2);
                    settings.put(parts[0], parts[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var token = System.getenv(TOKEN);
        if (token != null) {
            settings.put(TOKEN, token);
        }
        return settings;
    }

    /** The one address of every service. */
    public URI endpoint() {
        return container.getEndpoint();
    }

    /**
     * Writes what LocalStack and the functions' containers that are left have said, each to a file of its own.
     *
     * @param directory made where it is missing
     */
    public void keepLogs(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        write(container.getContainerId(), directory.resolve("localstack.log"));
        for (var function : functionsOf(name)) {
            write(function.getId(), directory.resolve(name(function) + ".log"));
        }
    }

    private static void write(String containerId, Path file) throws IOException, InterruptedException {
        try (var out = Files.newOutputStream(file);
                var copy = new Copy(out)) {
            DockerClientFactory.lazyClient()
                    .logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(copy)
                    .awaitCompletion(COPIED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /**
     * Removes the container and those of its functions. A second call does nothing, so that a shutdown hook may be the
     * first.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            container.stop();
            functionsOf(name).forEach(LocalStack::remove);
        }
    }

    private static void remove(Container function) {
        try {
            DockerClientFactory.lazyClient()
                    .removeContainerCmd(function.getId())
                    .withForce(true)
                    .exec();
        } catch (NotFoundException _) {
            // LocalStack did it while it was stopping.
        }
    }

    /** LocalStack begins their names with its own container's, in which it puts hyphens for underscores. */
    private static List<Container> functionsOf(String own) {
        var prefix = own.replace('_', '-') + "-";
        return DockerClientFactory.lazyClient().listContainersCmd().withShowAll(true).exec().stream()
                .filter(other -> name(other).startsWith(prefix))
                .toList();
    }

    private static String name(Container container) {
        return Objects.requireNonNull(container.getNames())[0].substring(1);
    }

    private static final class Copy extends ResultCallback.Adapter<Frame> {
        private final OutputStream out;

        Copy(OutputStream out) {
            this.out = out;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                out.write(frame.getPayload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
