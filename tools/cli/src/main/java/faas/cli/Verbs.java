package faas.cli;

import java.util.List;

/** Verbs that a system adds to those of {@link Main}. {@code META-INF/services} names each implementation. */
public interface Verbs {
    /** Picocli commands. */
    List<Object> commands();
}
