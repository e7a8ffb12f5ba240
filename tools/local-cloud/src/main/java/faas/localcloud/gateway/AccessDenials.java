package faas.localcloud.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What functions asked for and their roles do not allow. Safe for use by several threads. */
public final class AccessDenials {
    /** Callers choose the names that they ask for, so there may be any number of them. */
    private static final int MOST_KINDS = 1_000;

    private static final Denial FURTHER = new Denial("(further)", "", "", "");

    private final Map<Denial, Long> counts = new ConcurrentHashMap<>();

    private record Denial(String function, String role, String action, String resource) {}

    /**
     * What one function was denied, and how often.
     *
     * @param function construct id
     * @param role ARN
     * @param action as {@code sqs:SendMessage}
     * @param resource ARN, or {@code *}
     */
    public record Counted(String function, String role, String action, String resource, long count) {}

    /** Counts a denial; returns whether it is the first of its kind. Kinds beyond a thousand are counted as one. */
    boolean add(String function, String role, String action, String resource) {
        Denial denial = new Denial(function, role, action, resource);
        boolean counted = counts.size() < MOST_KINDS || counts.containsKey(denial);
        return counts.merge(counted ? denial : FURTHER, 1L, Long::sum) == 1;
    }

    /** Everything denied so far, by function, action and resource. */
    public List<Counted> all() {
        return counts.entrySet().stream()
                .map(entry -> new Counted(
                        entry.getKey().function(),
                        entry.getKey().role(),
                        entry.getKey().action(),
                        entry.getKey().resource(),
                        entry.getValue()))
                .sorted(Comparator.comparing(Counted::function)
                        .thenComparing(Counted::action)
                        .thenComparing(Counted::resource))
                .toList();
    }
}
