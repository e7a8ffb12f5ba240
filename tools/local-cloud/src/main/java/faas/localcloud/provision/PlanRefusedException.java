package faas.localcloud.provision;

import java.util.List;

/** An assembly that local-cloud does not carry out; nothing was made. */
public final class PlanRefusedException extends RuntimeException {
    private final List<String> problems;

    PlanRefusedException(List<String> problems) {
        super(problems.size() + " problem" + (problems.size() == 1 ? "" : "s") + " in the cloud assembly:\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, with stack, logical id, type and property. */
    public List<String> problems() {
        return problems;
    }
}
