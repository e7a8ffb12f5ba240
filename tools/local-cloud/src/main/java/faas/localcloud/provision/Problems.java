package faas.localcloud.provision;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an assembly, so that all of it is told at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String where, String problem) {
        found.add(where + ": " + problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** @throws PlanRefusedException if there is any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new PlanRefusedException(found);
        }
    }
}
