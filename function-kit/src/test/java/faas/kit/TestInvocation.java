package faas.kit;

import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.time.TimeLeft;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An invocation with 30 s to go, and what it wrote. */
public final class TestInvocation {
    public static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private final List<String> lines = new ArrayList<>();
    private final FakeContext context = new FakeContext(30_000);
    private final Invocation invocation = invocations(Map.of()).begin(context);

    public Invocation invocation() {
        return invocation;
    }

    /** Lines written so far. */
    public List<String> lines() {
        return lines;
    }

    /** From now on there is no time for further work. */
    public void letTimeRunOut() {
        context.setRemainingMillis(2_999);
    }

    public Invocations invocations(Map<String, String> environment) {
        return new Invocations(environment, Clock.fixed(NOW, ZoneOffset.UTC), lines::add, TimeLeft::new);
    }
}
