package faas.cli.schedule;

import java.util.List;

/** There is no schedule of that name. */
public final class UnknownRuleException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownRuleException(String name, List<String> known) {
        super("no schedule '" + name + "'; there are " + known);
    }
}
