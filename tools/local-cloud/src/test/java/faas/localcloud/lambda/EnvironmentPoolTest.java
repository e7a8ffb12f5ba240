package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import faas.localcloud.lambda.EnvironmentPool.Lease;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool alone: its environments have no process, and the test plays their runtime. */
class EnvironmentPoolTest {
    @TempDir
    Path directory;

    private final List<ExecutionEnvironment> started = new CopyOnWriteArrayList<>();
    private final List<ExecutionEnvironment> released = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private final Semaphore startPermits = new Semaphore(1);
    private final FunctionSpec function = Probes.function("F", Path.of("."), EchoProbe.class);
    private final FunctionSpec replacement = Probes.withEnvironment(function, Map.of("NEW", "yes"));
    private final EnvironmentPool pool =
            new EnvironmentPool(function, new ProcesslessStarter(), startPermits, Integer.MAX_VALUE);

    @Test
    void the_first_invocation_starts_an_environment_and_gets_it_when_it_is_ready() {
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(1);
        assertThat(lease).isNotDone();

        asksForWork(started.getFirst());

        assertThat(lease.join()).isEqualTo(new Lease.Ready(started.getFirst()));
    }

    @Test
    void an_idle_environment_is_used_again() {
        ExecutionEnvironment environment = idleEnvironment();

        assertThat(acquire().join()).isEqualTo(new Lease.Ready(environment));
        assertThat(started).hasSize(1);
    }

    @Test
    void whoever_waits_gets_the_busy_environment_that_comes_back_first() {
        ExecutionEnvironment busy = idleEnvironment();
        acquire().join();
        CompletableFuture<Lease> waiting = acquire();
        awaitStarted(2);

        pool.responded(busy);
        asksForWork(busy);

        assertThat(waiting.join()).isEqualTo(new Lease.Ready(busy));
    }

    @Test
    void none_is_started_while_one_is_about_to_come_back() {
        ExecutionEnvironment busy = idleEnvironment();
        acquire().join();
        pool.responded(busy);

        CompletableFuture<Lease> waiting = acquire();
        asksForWork(busy);

        assertThat(waiting.join()).isEqualTo(new Lease.Ready(busy));
        assertThat(started).hasSize(1);
    }

    @Test
    void a_start_in_line_is_given_up_when_nobody_waits_any_more() {
        ExecutionEnvironment busy = idleEnvironment();
        acquire().join();
        startPermits.acquireUninterruptibly();
        CompletableFuture<Lease> waiting = acquire();
        pool.responded(busy);
        asksForWork(busy);
        waiting.join();

        startPermits.release();

        await().until(() -> startPermits.tryAcquire());
        assertThat(started).hasSize(1);
    }

    @Test
    void an_environment_that_is_gone_is_not_used_again() {
        ExecutionEnvironment dead = idleEnvironment();

        pool.gone(dead);
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(2);
        asksForWork(started.get(1));

        assertThat(lease.join()).isEqualTo(new Lease.Ready(started.get(1)));
        assertThat(released).containsExactly(dead);
    }

    @Test
    void idle_environments_expire_and_busy_ones_do_not() {
        ExecutionEnvironment idle = idleEnvironment();
        pool.expire(Duration.ofHours(1));
        assertThat(acquire().join()).isEqualTo(new Lease.Ready(idle));
        pool.expire(Duration.ZERO);
        asksForWork(idle);

        pool.expire(Duration.ZERO);
        CompletableFuture<Lease> lease = acquire();

        awaitStarted(2);
        assertThat(lease).isNotDone();
    }

    @Test
    void an_idle_environment_of_a_replaced_function_is_not_used_again() {
        ExecutionEnvironment old = idleEnvironment();

        pool.update(replacement);
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(2);
        asksForWork(started.get(1));

        assertThat(lease.join()).isEqualTo(new Lease.Ready(started.get(1)));
        assertThat(started.get(1)).isNotSameAs(old);
        assertThat(started.get(1).function()).isEqualTo(replacement);
    }

    @Test
    void an_environment_that_is_at_work_when_its_function_is_replaced_takes_no_further_invocation() {
        ExecutionEnvironment old = idleEnvironment();
        acquire().join();

        pool.update(replacement);
        pool.responded(old);
        asksForWork(old);
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(2);
        asksForWork(started.get(1));

        assertThat(lease.join()).isEqualTo(new Lease.Ready(started.get(1)));
    }

    @Test
    void an_invocation_that_waits_for_a_start_while_the_function_is_replaced_gets_the_new_one() {
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(1);

        pool.update(replacement);
        asksForWork(started.getFirst());
        awaitStarted(2);
        assertThat(lease).isNotDone();
        asksForWork(started.get(1));

        assertThat(lease.join()).isEqualTo(new Lease.Ready(started.get(1)));
    }

    @Test
    void a_replaced_function_that_is_debugged_starts_again_when_the_old_environment_is_gone() {
        EnvironmentPool debugged =
                new EnvironmentPool(function.debugged(), new ProcesslessStarter(), startPermits, Integer.MAX_VALUE);
        debugged.startAhead();
        awaitStarted(1);
        asksForWork(started.getFirst());

        debugged.update(replacement.debugged());
        await().during(Duration.ofMillis(300)).until(() -> started.size() == 1);
        debugged.gone(started.getFirst());

        awaitStarted(2);
        assertThat(started.get(1).function()).isEqualTo(replacement.debugged());
    }

    @Test
    void a_start_that_fails_takes_no_other_environment_with_it() {
        ExecutionEnvironment busy = idleEnvironment();
        assertThat(acquire().join()).isEqualTo(new Lease.Ready(busy));
        failing = true;

        CompletableFuture<Lease> lease = acquire();

        assertThatThrownBy(lease::join).hasRootCauseMessage("no process");
        assertThat(pool.environments()).containsExactly(busy);
    }

    private ExecutionEnvironment idleEnvironment() {
        CompletableFuture<Lease> lease = acquire();
        awaitStarted(1);
        ExecutionEnvironment environment = started.getFirst();
        asksForWork(environment);
        lease.join();
        pool.responded(environment);
        asksForWork(environment);
        return environment;
    }

    private CompletableFuture<Lease> acquire() {
        CompletableFuture<Lease> lease = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                lease.complete(pool.acquire());
            } catch (InterruptedException | RuntimeException e) {
                lease.completeExceptionally(e);
            }
        });
        // Until it has its lease or waits for one.
        await().until(() -> lease.isDone() || thread.getState() == Thread.State.WAITING);
        return lease;
    }

    private void awaitStarted(int count) {
        await().until(() -> started.size() == count);
    }

    private static void asksForWork(ExecutionEnvironment environment) {
        Thread runtime = Thread.ofVirtual().start(() -> {
            try {
                var _ = environment.next();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        // It has asked when it waits for an answer.
        await().until(() -> runtime.getState() == Thread.State.WAITING);
    }

    private final class ProcesslessStarter implements EnvironmentPool.Starter {
        @Override
        public ExecutionEnvironment create(FunctionSpec of, EnvironmentPool in) {
            String id = "e" + started.size();
            return new ExecutionEnvironment(id, of, new EnvironmentLog(directory, id), in);
        }

        @Override
        public void start(ExecutionEnvironment environment) {
            if (failing) {
                throw new IllegalStateException("no process");
            }
            started.add(environment);
        }

        @Override
        public void release(ExecutionEnvironment environment) {
            released.add(environment);
        }
    }
}
