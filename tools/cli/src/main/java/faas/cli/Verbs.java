package faas.cli;

import java.util.List;

/**
 * Verbs beside those of {@link Main}: those that write code, and those that a system adds. {@code META-INF/services}
 * names each implementation.
 */
public interface Verbs {
    /** Picocli commands. */
    List<Object> commands();
}
