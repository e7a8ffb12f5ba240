package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that {@code ./faas new} makes and adds to is started, tested and reduced again in its own folder. */
@Order(8)
class NewSystemIT {

    /** Each trigger, and an event. */
    private static final String ADDED = """
            new context billing
            new event billing.invoice-sent --fields invoiceId:id,customer:string,pages:number,total:money,sent:time,paid:flag
            new function SendInvoice --trigger http --route POST_/invoices
            new function GetInvoice --trigger http --route GET_/invoices/{number}
            new function ArchiveInvoice --trigger sqs --from billing.invoice-sent.v1 --batch 5 --window 2
            new function CountInvoices --trigger topic --from billing.invoice-sent.v1
            new function PublishInvoices --trigger relay
            new function WatchInvoices --trigger stream
            new function RecordPayment --trigger webhook
            new function RemindDebtors --trigger schedule --cron 30~4~*~*~?~*
            new function PrintInvoice --trigger async
            new function CheckCredit --trigger request
            new function BookInvoices --trigger lag --from billing.invoice-sent.v1
            """;

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int INTERRUPTED = 128 + 2;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @Test
    void a_system_starts_and_passes_its_tests_with_a_function_of_each_trigger() throws Exception {
        var system = folder.toRealPath().resolve("web-shop");
        faas(
                Variation.ROOT,
                List.of("new", "system", "org.acme.shop", "--name", "web-shop", "--into", system.toString()));
        for (var line : ADDED.lines().toList()) {
            var words = new ArrayList<>(List.of(
                    line.replace(" --trigger", " --context billing --trigger").split(" ")));
            words.replaceAll(word -> word.replace("T_/", "T /").replace('~', ' '));
            words.add("--allow-dirty");
            if (words.contains("function")) {
                words.addAll(List.of("--store", "invoice"));
            }
            faas(system, words);
        }

        startAndStop(system);
        // Its own tests and the rules that hold for it; the tests of the tools have passed here.
        run(
                system,
                "mvn",
                "-B",
                "verify",
                "-Dcaches.skip",
                "-Djacoco.skip",
                "-Dtest=org/acme/shop/**/*Test,EverySystemTest,AwsSolutionsTest,ArchitectureTest,ContractTest",
                "-Dit.test=org/acme/shop/**/*IT",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dfailsafe.failIfNoSpecifiedTests=false");
        faas(system, List.of("remove", "context", "billing", "--allow-dirty"));

        assertThat(run(system, "git", "status", "--porcelain")).isEmpty();
    }

    @Test
    void an_interrupted_new_system_is_no_half_of_one() throws Exception {
        var system = folder.toRealPath().resolve("web-shop");
        try (var made = CommandLineRun.start(
                folder, "new", "system", "org.acme.shop", "--name", "web-shop", "--into", system.toString())) {
            await().atMost(LONG).until(() -> Files.exists(system.resolve("pom.xml")));
            made.signal("INT");
            assertThat(made.exitCode()).isEqualTo(INTERRUPTED);
            made.assertNothingLeft();
            assertThat(made.err()).isEqualTo("faas: interrupted: nothing is made\n");
        }

        assertThat(system).doesNotExist();
    }

    /** A verb, in a system of that root, which has to succeed. */
    private void faas(Path root, List<String> words) throws IOException {
        try (var run = CommandLineRun.start(root, folder, words.toArray(String[]::new))) {
            assertThat(run.exitCode()).as(words + ": " + run.err()).isZero();
            // What to do next, which nobody sees where it is not flushed.
            assertThat(run.out()).as(words.toString()).containsPattern("\n {2}(\\./faas|git) .*\n\\z");
        }
    }

    private void startAndStop(Path system) throws IOException, InterruptedException {
        var out = folder.resolve("up.out");
        var err = folder.resolve("up.err");
        var up = new ProcessBuilder("./faas", "up", "--json")
                .directory(system.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(LONG)
                    .until(() -> !up.isAlive() || Files.readString(out).contains("\"endpoint\""));
            up.destroy();
            assertThat(up.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue()).as(Files.readString(err)).isEqualTo(TERMINATED);
        } finally {
            up.descendants().forEach(ProcessHandle::destroyForcibly);
            up.destroyForcibly();
        }
    }

    /** What the command says, which has to succeed. */
    private String run(Path system, String... command) throws IOException, InterruptedException {
        var out = folder.resolve("run.out");
        var process = new ProcessBuilder(command)
                .directory(system.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
            return Files.readString(out);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
