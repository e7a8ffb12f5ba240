package faas.acceptance.engine;

import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end how many tests ran, and how many were skipped for which reason. */
public final class SkipReport implements TestExecutionListener {

    private final AtomicInteger run = new AtomicInteger();
    private final TreeMap<String, Integer> skipped = new TreeMap<>();
    private @Nullable TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            run.incrementAndGet();
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        int tests = test.isTest() || plan == null
                ? 1
                : (int) plan.getDescendants(test).stream()
                        .filter(TestIdentifier::isTest)
                        .count();
        // A parameterized test that is skipped has not told how many it is.
        skipped.merge(reason, Math.max(1, tests), Integer::sum);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        int all = skipped.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Engine " + EngineKind.chosen() + ": " + run + " tests run, " + all + " skipped");
        skipped.forEach((reason, count) -> System.out.printf("  %3d  %s%n", count, reason));
    }
}
