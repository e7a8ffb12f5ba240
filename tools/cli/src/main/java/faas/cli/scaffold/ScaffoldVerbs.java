package faas.cli.scaffold;

import faas.cli.Verbs;
import java.util.List;

/** The verbs that write code. */
public final class ScaffoldVerbs implements Verbs {
    @Override
    public List<Object> commands() {
        return List.of(new NewCommand(), new RemoveCommand());
    }
}
