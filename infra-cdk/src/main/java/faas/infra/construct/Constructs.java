package faas.infra.construct;

import java.util.stream.Stream;
import software.constructs.Construct;

/** Constructs by their type. */
public final class Constructs {
    private Constructs() {}

    /** Those of a type below a construct, and itself, parents first. */
    public static <T> Stream<T> in(Construct root, Class<T> type) {
        return root.getNode().findAll().stream().filter(type::isInstance).map(type::cast);
    }
}
