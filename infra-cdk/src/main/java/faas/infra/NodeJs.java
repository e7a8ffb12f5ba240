package faas.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Node.js that CDK's kernel runs in. Looked for before CDK is, which would end in a page of stack traces.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/prerequisites.html">Prerequisites of the CDK</a>
 */
final class NodeJs {
    private static final int LEAST = 20;
    private static final Pattern VERSION = Pattern.compile("^v(\\d+)\\..*", Pattern.MULTILINE);

    private NodeJs() {}

    /** @throws IllegalStateException in one line, where there is none or it is too old */
    static void require() {
        require(Optional.ofNullable(System.getenv("JSII_NODE")).orElse("node"));
    }

    static void require(String command) {
        String version = version(command);
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < LEAST) {
            throw new IllegalStateException(missing(command, "found " + version));
        }
    }

    private static String version(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(missing(command, "it could not be started"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Node.js told its version", e);
        }
    }

    private static String missing(String command, String found) {
        return ("Node.js %d or newer is needed to synthesize the CDK app (command %s: %s): install it"
                        + " from https://nodejs.org or with the system's package manager")
                .formatted(LEAST, command, found);
    }
}
