package io.orderchannel.demo.cli;

import faas.cli.Verbs;
import java.util.List;

/** The verbs that only this system has. */
public final class DemoVerbs implements Verbs {
    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(), new SignCommand(), new BenchCommand());
    }
}
