package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The script by itself, in each case before it would build or start anything. */
class FaasScriptTest {

    private static final Path SCRIPT = Path.of("..", "..", "faas");
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cksum",
            "comm",
            "dirname",
            "find",
            "grep",
            "paste",
            "head",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sort",
            "tail",
            "tee",
            "xargs");

    /** Words of bash 4 and later, and tools and options that only GNU has. */
    private static final Pattern NOT_ON_MACOS = Pattern.compile(String.join(
            "|",
            "(declare|local|typeset) -\\w*[Anlu]",
            "\\b(mapfile|readarray|coproc|EPOCHSECONDS|EPOCHREALTIME|BASHPID|globstar|lastpipe)\\b",
            "\\$\\{!?\\w+(\\[[^]]*])?(,|\\^|@\\w})",
            "\\[ ?-\\d+]|\\[\\[? -v |wait -n|read -\\w*N|printf .*%\\(",
            "\\|&|&>>|;;?&|exec \\{",
            "\\b(realpath|nproc|setsid|tac|timeout|(md5|sha\\d+)sum|shuf|numfmt|stat) ",
            "find .* -(writable|readable|executable|printf|regextype)",
            "sed (-\\w* )*-\\w*[ruisz]|sed .*--",
            "grep (-\\w* )*-\\w*P|xargs (-\\w* )*-\\w*[rd]|date -[dI]|readlink -[em]",
            "(cp|mv|ln|mkdir|rm|cat|head|tail|sort|xargs|tee) --\\w|(head|tail) .*-n -\\d"));

    /** A build that leaves what the script looks for. */
    private static final String SUCCEEDS = "mkdir -p tools/cli/target infra-cdk/target/cdk.out;"
            + " echo classes >tools/cli/target/runtime-classpath.txt; echo {} >infra-cdk/target/cdk.out/manifest.json";

    @TempDir
    Path bin;

    private record Result(int code, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"build", "up", "logs", "fire"})
    void help_names_every_option_of_a_verb(String verb) throws IOException, InterruptedException {
        var options = verb(verb).getCommandSpec().optionsMap().keySet();

        var help = faas(Map.of(), verb, "--help");

        assertThat(help.code()).isZero();
        assertThat(options)
                .isNotEmpty()
                .allSatisfy(
                        option -> assertThat(help.out()).contains("[" + option).contains("\n      " + option));
    }

    /** getent and flock are done without where they are absent. */
    @ParameterizedTest
    @ValueSource(strings = {"../../faas", "completion.sh"})
    void it_needs_neither_bash_4_nor_gnu_tools(Path script) throws IOException {
        assertThat(Files.readAllLines(script))
                .filteredOn(line -> !line.strip().startsWith("#"))
                .filteredOn(NOT_ON_MACOS.asPredicate())
                .isEmpty();
    }

    @Test
    void an_unknown_verb_is_named() throws IOException, InterruptedException {
        assertThat(faas(Map.of(), "deploi"))
                .isEqualTo(new Result(2, "", "faas: unknown verb 'deploi' (see ./faas help)\n"));
    }

    @Test
    void without_a_verb_it_shows_the_verbs(@TempDir Path project) throws IOException, InterruptedException {
        var result = run(inProject(project, "demo/help/parade.txt"), Map.of());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("\n  up          Start the system", "\n  fire ", "\n  test ", "\n  deploy ", "\n  parade ");
    }

    @Test
    void without_the_demo_its_verbs_are_neither_shown_nor_taken(@TempDir Path project)
            throws IOException, InterruptedException {
        var script = inProject(project);

        assertThat(run(script, Map.of(), "help").out())
                .contains("\n  up ", "\n  fire ", "\n  test ")
                .doesNotContain("\n  demo ", "\n  sign ", "\n  bench ", "*");
        assertRefused(run(script, Map.of(), "bench", "--help"), "unknown verb 'bench'");
    }

    @Test
    void a_test_class_is_looked_for_among_unit_and_end_to_end_tests(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "orders/src/test/PlaceTest.java", "acceptance/src/test/TriggersIT.java");
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test").out())
                .isEqualTo("-B verify -Dtests-passed.skip=false -Dstyle.color=never\n");
        assertThat(run(script, environment, "test", "TriggersIT").out())
                .startsWith("-B verify -pl acceptance -am ")
                .contains(" -Dtest=none ", " -Dit.test=TriggersIT ");
        assertThat(run(script, environment, "test", "PlaceTest").out())
                .startsWith("-B test -pl orders -am ")
                .contains(" -Dtest=PlaceTest ", " -Dit.test=none ");
        assertThat(run(script, environment, "test", "orders.PlaceTest#placed").out())
                .contains(" -Dtest=PlaceTest#placed ");
        assertRefused(run(script, environment, "test", "TriggerIT"), "no test class 'TriggerIT'");
        assertRefused(run(script, environment, "test", "placetest"), "no test class 'placetest' (there is PlaceTest)");
        assertRefused(run(script, environment, "test", "TriggersIT", "BatchIT"), "test takes no 'BatchIT'");
    }

    @Test
    void verbs_that_talk_to_a_system_that_is_up_build_nothing(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "tools/cli/target/runtime-classpath.txt", "target/engine-2/up.json");
        script("mvn", "[ \"$1\" = --version ] || { echo unexpected; exit 1; }");

        // Ends in error: there is no class to run.
        assertThat(run(script, environment, "logs").err()).doesNotContain("Building", "unexpected");
        assertThat(run(script, environment, "costs").err()).contains("Building", "the build failed");

        Files.delete(project.resolve("target/engine-2/up.json"));
        assertThat(run(script, environment, "logs").err()).contains("Building", "the build failed");
    }

    @Test
    void after_a_build_that_failed_up_builds(@TempDir Path project) throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script =
                inProject(project, "tools/cli/target/runtime-classpath.txt", "infra-cdk/target/cdk.out/manifest.json");
        script("mvn", """
                [ "$1" != --version ] || exit 0
                echo '[WARNING] /x/Shop.java:[1,2] [UnusedVariable] unused'
                echo '[ERROR] warnings found and -Werror specified'
                exit 1""");

        assertThat(run(script, environment, "up").err())
                .startsWith("Building")
                .contains("[WARNING] /x/Shop.java:[1,2] [UnusedVariable] unused");
    }

    @Test
    void what_a_build_synthesized_serves_until_a_file_changes(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var source = project.resolve("acceptance/src/main/Source.java");
        var script = inProject(project, "acceptance/src/main/Source.java", "acceptance/src/test/TriggersIT.java");
        var built = project.resolve("target/faas-built");

        script("mvn", SUCCEEDS);
        // Ends in error: there is no class to run.
        run(script, environment, "up");
        assertThat(built).exists();
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test", "TriggersIT").out()).contains(" -Dexec.skip");
        assertThat(run(script, environment, "test").out()).doesNotContain("-Dexec.skip");
        assertThat(built).exists();

        Files.writeString(source, "class Source {}");
        assertThat(run(script, environment, "test", "TriggersIT").out()).doesNotContain("-Dexec.skip");
        // Otherwise a change that is taken back would pass for what this run has built without it.
        assertThat(built).doesNotExist();
    }

    @Test
    void the_tests_of_changed_modules_are_run_and_the_unit_tests_of_their_dependents(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(
                project,
                "tools/kit/src/test/KitTest.java",
                "orders/src/main/Place.java",
                "orders/src/test/PlaceTest.java",
                "orders/src/test/PlaceIT.java",
                "acceptance/src/test/RulesTest.java",
                "acceptance/src/test/TriggersIT.java",
                "pages/src/test/PageTest.java");
        writePom(project.resolve("tools/kit"), "neutral-kit");
        writePom(project.resolve("orders"), "orders", "neutral-kit");
        writePom(project.resolve("acceptance"), "acceptance", "orders");
        writePom(project.resolve("pages"), "pages");
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test", "--changed").out())
                .startsWith("-B verify -pl tools/kit,orders,acceptance,pages -am ")
                .contains(" -Dtests-passed.skip=false");

        passed(project, "tools/kit", "orders", "acceptance", "pages");
        assertThat(run(script, environment, "test", "--changed").out())
                .isEqualTo("No module changed since its tests last passed.\n");

        Files.delete(project.resolve("orders/src/main/Place.java"));
        assertThat(run(script, environment, "test", "--changed").out())
                .startsWith("-B verify -pl orders,acceptance -am ")
                .contains(" -Dit.test=PlaceIT ")
                .containsPattern(" -Dtest=(PlaceTest,RulesTest|RulesTest,PlaceTest) ");

        passed(project, "orders");
        Files.createFile(project.resolve("tools/kit/src/test/OtherTest.java"));
        assertThat(run(script, environment, "test", "--changed").out())
                .startsWith("-B verify -pl tools/kit,orders,acceptance -am ")
                .contains(" -Dit.test=none ");
        assertRefused(run(script, environment, "test", "--changed", "PlaceTest"), "--changed: expected without");
    }

    private static void writePom(Path module, String artifact, String... dependencies) throws IOException {
        var lines = new StringBuilder("  <artifactId>" + artifact + "</artifactId>\n");
        for (var dependency : dependencies) {
            lines.append("      <artifactId>").append(dependency).append("</artifactId>\n");
        }
        Files.writeString(module.resolve("pom.xml"), lines);
    }

    /** Leaves what Maven leaves. */
    private static void passed(Path project, String... modules) throws IOException {
        for (var module : modules) {
            var mark = project.resolve(module).resolve("target/tests-passed");
            Files.createDirectories(mark.getParent());
            Files.deleteIfExists(mark);
            Files.createFile(mark);
        }
    }

    @Test
    void a_unit_test_outside_the_demo_waits_for_no_synthesis(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(
                project,
                "orders/src/test/PlaceTest.java",
                "orders/src/test/TriggersIT.java",
                "demo/src/test/DeclarationTest.java");
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test", "PlaceTest").out()).contains(" -Dexec.skip");
        assertThat(run(script, environment, "test", "DeclarationTest").out()).doesNotContain("-Dexec.skip");
        assertThat(run(script, environment, "test", "TriggersIT").out()).doesNotContain("-Dexec.skip");
    }

    @Test
    void a_change_that_is_taken_back_after_a_failed_build_is_built_again(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "acceptance/src/main/Source.java");
        var source = project.resolve("acceptance/src/main/Source.java");
        script("mvn", SUCCEEDS);
        run(script, environment, "up");

        Files.writeString(source, "class Source {}");
        script("mvn", "[ \"$1\" = --version ]");
        assertThat(run(script, environment, "up").err()).contains("faas: the build failed");
        Files.writeString(source, "");
        script("mvn", SUCCEEDS);

        assertThat(run(script, environment, "up").err()).contains("Building");
    }

    @Test
    void up_compiles_changed_functions_itself_and_all_else_is_built(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(
                project,
                "orders/src/main/Place.java",
                "orders/target/function/lib/orders-1.jar",
                "infra-cdk/src/main/Stack.java",
                "pages/src/main/Page.java");
        script("mvn", SUCCEEDS);
        run(script, environment, "up");

        for (var left : List.of("orders/src/main/Place.java", "infra-cdk/src/main/Stack.java")) {
            Files.writeString(project.resolve(left), "changed");
            assertThat(run(script, environment, "up").err()).as(left).doesNotContain("Building");
        }
        assertThat(run(script, environment, "costs").err()).contains("Building");

        for (var built : List.of("pages/src/main/Page.java", "pom.xml")) {
            Files.writeString(project.resolve(built), "changed", StandardOpenOption.APPEND);
            assertThat(run(script, environment, "up").err()).as(built).contains("Building");
        }
    }

    @Test
    void an_engine_that_is_none_is_named_with_those_that_are() throws IOException, InterruptedException {
        assertRefused(
                faas(Map.of(), "test", "--engine", "azure"), "--engine azure: expected local, localstack, both or aws");
    }

    @Test
    void a_missing_jdk_is_named() throws IOException, InterruptedException {
        assertRefused(faas(onlyTools("mvn", "node"), "up"), "no JDK 25 found");
    }

    @Test
    void a_missing_mvn_is_named() throws IOException, InterruptedException {
        assertRefused(faas(withJdk(onlyTools("node")), "up"), "no mvn found");
    }

    @Test
    void a_missing_node_is_named() throws IOException, InterruptedException {
        assertRefused(faas(withJdk(onlyTools("mvn")), "up"), "no node found");
    }

    @Test
    void a_node_that_is_too_old_is_named_with_its_version() throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("mvn"));
        script("node", "echo v18.20.4");

        assertRefused(faas(environment, "up"), "node is 18.20.4");
    }

    @Test
    void a_build_that_fails_says_why(@TempDir Path project) throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        script(
                "mvn",
                "[ \"$1\" != --version ] || exit 0; echo '[INFO] --- synthesize'; echo 'SendInvoice: too short';"
                        + " echo '[ERROR] exit value 2'; exit 1");
        var script = inProject(project);

        var result = run(script, environment, "up");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("\nSendInvoice: too short\n[ERROR] exit value 2\n")
                .endsWith(
                        "faas: the build failed; see " + project.toRealPath().resolve("target/faas-build.log") + "\n");
    }

    @Test
    void the_steps_of_a_build_are_shown_with_the_seconds_so_far_and_without_colours(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(withJavaThatShowsItsEnvironment());
        environment.put("MAVEN_ARGS", "-Dstyle.color=always");
        script(
                "mvn",
                "[ \"$1\" = --version ] || { echo \"$@\" >arguments; " + SUCCEEDS + "; echo '"
                        + "[INFO] Building orders 0.1.0-SNAPSHOT                               [3/13]\n"
                        + "[INFO] Building jar: orders.jar\n"
                        + "[INFO] --- exec:3.5.1:exec (synthesize) @ orders ---'; }");

        var said = run(inProject(project), environment, "up").err();

        assertThat(said)
                .matches("(?s)Building .*\\n +\\d s  \\[3/13] orders\\n +\\d s +synthesize\\n")
                .hasLineCount(3);
        // The last option of a name is the one that Maven takes.
        assertThat(project.resolve("arguments")).content().contains("-Dstyle.color=never");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ./faas ''                    | help, completion, fire, up, parade
                    ./faas lo                    | logs
                    ./faas parade ''             | float
                    ./faas parade float --m      | --music
                    ./faas up ''                 | --debug, --json, --port, --help
                    ./faas up --su               | --suspend
                    ./faas up --debug Pl         | PlanDelivery
                    ./faas up --debug = Pl       | PlanDelivery
                    ./faas up --debug=Pl         | --debug=PlanDelivery
                    ./faas logs --engine =       | local, aws, localstack
                    ./faas logs --engine local   | local, localstack
                    ./faas logs --json Pl        | PlanDelivery
                    ./faas test Pl               | PlanDeliveryTest
                    ./faas test Tr               | TriggersIT
                    ./faas fire ''               | CloseDay
                    ./faas send a.json --to Ord  | OrderEventsTopic, OrderQueue
                    ./faas send a.json --to Ex   | ''
                    ./faas remove context ''     | orders
                    ./faas new function --context or | orders
                    ./faas new function --trigger we | webhook
                    ./faas new context ''        | ''
                    ./faas send ''               | ''
                    ./faas deploi ''             | ''
                    faas lo                      | logs
                    """)
    void words_are_completed_before_the_build(String words, String expected, @TempDir Path project)
            throws IOException, InterruptedException {
        var script = inProject(
                project,
                "demo/help/parade.txt",
                "demo/help/parade/float.txt",
                "orders/src/main/java/orders/handler/PlanDeliveryHandler.java",
                "orders/src/main/java/orders/http/PlainHandler.java",
                "orders/src/test/java/orders/PlanDeliveryTest.java",
                "acceptance/src/test/java/TriggersIT.java",
                "orders-context/pom.xml",
                "target/engine-2/up.json");
        Files.writeString(project.resolve("demo/help/parade/float.txt"), "A float\n\nUsage: ./faas parade [--music]\n");
        Files.writeString(project.resolve("target/engine-2/up.json"), """
                {"outputs":{"CloseDayRuleName":"c","OrderEventsTopicArn":"t","OrderQueueUrl":"q",
                "ExportsOutputOrderArn":"x"}}""");
        Files.createSymbolicLink(bin.resolve("faas"), script);
        var completion = run(SCRIPT, onlyTools(), "completion");
        assertThat(completion.err()).isEmpty();

        var bash = new ProcessBuilder(whereIs("bash").toString(), "-uc", """
                eval "$1"; shift
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                $(complete -p "${1##*/}" | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
                for word in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do echo "$word"; done""", "bash", completion.out());
        bash.command()
                .addAll(Stream.of(words.split(" "))
                        .map(word -> word.replace("''", ""))
                        .toList());
        bash.environment().put("PATH", bin + ":/usr/bin:/bin");
        var process = bash.directory(project.toFile()).redirectErrorStream(true).start();
        var offered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(offered).isZero();
        var those = List.of(expected.split(", "));
        if (words.endsWith("''") && !expected.isEmpty()) {
            assertThat(offered.lines()).containsAll(those).doesNotContain("test.txt", "*", "Plain");
        } else {
            assertThat(String.join(", ", offered.lines().toList())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "logs", "trace", "send", "fire", "dlq", "costs", "deploy", "diff", "destroy", "rollback"})
    void every_option_of_a_verb_is_known_before_the_build(String verb) throws IOException, InterruptedException {
        assertKnown(verb(verb), verb);
    }

    @ParameterizedTest
    @CsvSource({
        "new, system",
        "new, context",
        "new, function",
        "new, event",
        "remove, context",
        "dlq, show",
        "dlq, redrive",
        "dlq, drop"
    })
    void every_option_of_two_words_is_known_before_the_build(String verb, String second)
            throws IOException, InterruptedException {
        var commands =
                Objects.requireNonNull(Main.commandLine().getSubcommands().get(verb));
        assertKnown(Objects.requireNonNull(commands.getSubcommands().get(second)), verb, second);
    }

    @Test
    void code_is_written_without_a_build_as_long_as_the_program_is_built(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "orders/src/main/Half.java");
        script("mvn", "[ \"$1\" = --version ] || { echo built >>target/builds; " + SUCCEEDS + "; }");
        var builds = project.resolve("target/builds");

        // Ends in error: there is no class to run.
        run(script, environment, "new", "context", "sales");
        assertThat(builds).hasContent("built");
        Files.writeString(project.resolve("orders/src/main/Half.java"), "class Half {");
        run(script, environment, "new", "context", "sales");
        run(script, environment, "remove", "context", "sales");
        assertThat(builds).hasContent("built");

        var newer = FileTime.from(Instant.now().plusSeconds(5));
        Files.setLastModifiedTime(project.resolve("tools/cli/src/main/Main.java"), newer);
        run(script, environment, "new", "context", "sales");
        assertThat(builds).hasContent("built\nbuilt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    up --port 0                       | --port 0: expected a whole number of at least 1
                    up --port 08                      | --port 08: expected a whole number of at least 1
                    up --port                         | --port has no value
                    up --json=yes                     | --json takes no value
                    up --port 1 --port 2              | --port is given twice
                    up --por 1                        | up takes no '--por'
                    up few.jsonl                      | up takes no 'few.jsonl'
                    fire                              | fire needs NAME
                    fire A B                          | fire takes no 'B'
                    fire A --connection none.json     | --connection none.json: no such file
                    fire A --connection=src           | --connection src: not a file
                    logs A B                          | logs takes no 'B'
                    logs --engine all                 | --engine all: expected local, aws or localstack
                    send order.json                   | send needs --to
                    dlq list                          | dlq list: expected drop, redrive or show
                    dlq --engine azure                | --engine azure: expected local, aws or localstack
                    dlq --ids a                       | dlq takes no '--ids'
                    dlq show                          | dlq show needs QUEUE
                    dlq redrive Q --stage none        | --stage none: expected demo, test or production
                    dlq redrive Q R                   | dlq redrive takes no 'R'
                    dlq drop Q                        | dlq drop needs --to
                    send --to A                       | send needs FILE
                    deploy                            | deploy needs --engine
                    deploy --engine local             | --engine local: expected aws or localstack
                    diff --engine aws --stage none    | --stage none: expected demo, test or production
                    costs --report none.json          | --report none.json: no such file
                    new                               | new: expected context, event, function or system
                    new function Send                 | new function needs --context
                    new function Send --context a --trigger b | --trigger b: expected sqs, topic, stream
                    new function --context a --trigger lag | new function needs NAME
                    new context                       | new context needs NAME
                    new context a b                   | new context takes no 'b'
                    new event a.b                     | new event needs --fields
                    new event a.b --fields c:d --version 0 | --version 0: expected a whole number of at least 1
                    remove function a                 | remove function: expected context
                    remove context                    | remove context needs CONTEXT
                    ../help/up                        | unknown verb '../help/up'
                    """)
    void an_argument_that_cannot_be_is_named_before_the_build(String arguments, String message, @TempDir Path project)
            throws IOException, InterruptedException {
        assertRefused(run(inProject(project), onlyTools(), arguments.split(" ")), message);
    }

    @Test
    void a_local_run_sees_nothing_that_was_set_for_other_work(@TempDir Path project)
            throws IOException, InterruptedException {
        var users = Map.ofEntries(
                Map.entry("AWS_PROFILE", "mine"),
                Map.entry("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9"),
                Map.entry("HTTPS_PROXY", "http://127.0.0.1:9"),
                Map.entry("http_proxy", "http://127.0.0.1:9"),
                Map.entry("NO_PROXY", "intranet"),
                Map.entry("JAVA_TOOL_OPTIONS", "-Xmx16m"),
                Map.entry("JDK_JAVA_OPTIONS", "-Xmx16m"),
                Map.entry("_JAVA_OPTIONS", "-Xmx16m"),
                Map.entry("CLASSPATH", "mine"),
                Map.entry("NODE_OPTIONS", "--inspect"),
                Map.entry("LC_ALL", "ar_EG.UTF-8"),
                Map.entry("LANG", "tr_TR.UTF-8"),
                Map.entry("CDPATH", "/"),
                Map.entry("FORCE_COLOR", "1"),
                Map.entry("CLICOLOR_FORCE", "1"),
                Map.entry("TMPDIR", "/nonexistent"));
        var script = inProject(project);
        var environment = new HashMap<>(withJavaThatShowsItsEnvironment());
        environment.putAll(users);

        var local = run(script, environment, "up");
        var onAws = run(script, environment, "deploy", "--engine", "aws");

        assertThat(local.out().lines())
                .contains("LC_ALL=C.UTF-8", "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null")
                .noneMatch(line -> users.entrySet().stream().anyMatch(user -> line.equals(user.toString())));
        assertThat(onAws.out().lines())
                .contains(
                        "AWS_PROFILE=mine",
                        "HTTPS_PROXY=http://127.0.0.1:9",
                        "JAVA_TOOL_OPTIONS=-Xmx16m",
                        "NO_PROXY=127.0.0.1,localhost,intranet",
                        "LC_ALL=C.UTF-8")
                // The CDK command line would colour what goes to its log.
                .doesNotContain("FORCE_COLOR=1", "CLICOLOR_FORCE=1");
    }

    @Test
    void it_finds_its_folder_through_a_symlink_and_with_cdpath_exported(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(withJavaThatShowsItsEnvironment());
        environment.put("CDPATH", String.valueOf(project.getParent()));
        var link = Files.createSymbolicLink(bin.resolve("elsewhere"), inProject(project));

        assertThat(run(link, environment, "up").out()).contains("LC_ALL=C.UTF-8");
        assertThat(project.resolve("target/faas-built")).exists();
    }

    @Test
    void functions_and_options_of_the_calling_shell_change_nothing(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(withJavaThatShowsItsEnvironment());
        environment.put("SHELLOPTS", "xtrace");
        environment.put("POSIXLY_CORRECT", "1");
        environment.put("BASH_FUNC_cd%%", "() { echo cd; }");
        environment.put("BASH_FUNC_node%%", "() { echo v1.0.0; }");

        assertThat(run(inProject(project), environment, "up").out()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void other_output_of_node_than_its_version_is_ignored() throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("mvn"));
        script("node", "echo Now using node v22; echo warning >&2; echo v18.20.4; echo");

        assertRefused(faas(environment, "up"), "node is 18.20.4");
    }

    @Test
    void a_node_that_does_not_run_is_named() throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("mvn"));
        script("node", "exit 1");

        assertRefused(faas(environment, "up"), bin.resolve("node") + " does not run");
    }

    @Test
    void a_maven_that_does_not_start_is_named_with_its_variable(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(withJdk(onlyTools("node")));
        environment.put("MAVEN_OPTS", "-Xmx1k");
        script("mvn", "echo Error: too small a heap; exit 1");

        assertRefused(
                run(inProject(project), environment, "up"), "mvn does not start with MAVEN_OPTS=-Xmx1k: Error: too");
    }

    @Test
    void a_maven_on_another_java_is_named_with_the_file_that_may_have_set_it(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(withJdk(onlyTools("node")));
        environment.put("HOME", bin.toString());
        Files.writeString(bin.resolve(".mavenrc"), "JAVA_HOME=/usr/lib/jvm/17");
        script("mvn", "echo 'Java version: 17.0.2, vendor: Debian'");

        assertRefused(
                run(inProject(project), environment, "up"),
                "mvn runs on another Java than JAVA_HOME=" + System.getProperty("java.home") + ": see JAVA_HOME in "
                        + bin.resolve(".mavenrc"));
    }

    @Test
    void where_no_repository_can_be_written_at_home_downloads_go_to_the_project(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        script("getent", "echo user:x:0:0::/dev/null/home:/bin/sh");
        script("mvn", "[ \"$1\" = --version ] || { echo \"$@\" >arguments; exit 1; }");
        var script = inProject(project);

        var result = run(script, environment, "up");

        assertThat(result.err()).startsWith("/dev/null/home/.m2/repository cannot be written");
        assertThat(project.resolve("arguments"))
                .content()
                .contains("-Dmaven.repo.local=" + project.toRealPath().resolve("target/maven-repository"));
    }

    @Test
    void the_formatter_of_new_sources_gets_the_repository_that_can_be_written(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJavaThatShowsItsEnvironment();
        script("getent", "echo user:x:0:0::/dev/null/home:/bin/sh");
        script("mvn", "exit 1");
        script("jdk/bin/java", "echo \"$@\"");
        var script = inProject(project, "tools/cli/target/runtime-classpath.txt");

        assertThat(run(script, environment, "new", "context", "billing").out())
                .contains("-Dfaas.maven-option=-Dmaven.repo.local="
                        + project.toRealPath().resolve("target/maven-repository"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a\"b", "a\\b", "a$b", "a\nb"})
    void a_folder_that_java_cannot_hold_in_a_class_path_is_named(String name, @TempDir Path parent)
            throws IOException, InterruptedException {
        var script = inProject(Files.createDirectory(parent.resolve(name)));

        assertRefused(run(script, onlyTools(), "up"), "folder ");
    }

    @Test
    void a_signal_for_the_script_alone_ends_the_build() throws IOException, InterruptedException {
        var project = Files.createDirectory(bin.resolve("project"));
        var environment = withJdk(onlyTools("node", "sleep"));
        script("sleep", "exec %s \"$@\"".formatted(whereIs("sleep")));
        script("mvn", "[ \"$1\" != --version ] || exit 0; sleep 60 & echo $! >pid.new; mv pid.new pid; wait");
        script("mv", "exec %s \"$@\"".formatted(whereIs("mv")));
        var process = builder(inProject(project), environment, "up")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var pid = project.resolve("pid");
        await().until(() -> Files.exists(pid));
        var startedByMaven =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        await().until(() -> !startedByMaven.isAlive());
    }

    /** An option that the script does not know is refused as such, and not for its lack of a value. */
    private static void assertKnown(CommandLine command, String... words) throws IOException, InterruptedException {
        for (var option : command.getCommandSpec().options()) {
            var argument = option.longestName() + (option.arity().max() == 0 ? "=yes" : "");
            var arguments = Stream.concat(Stream.of(words), Stream.of(argument)).toArray(String[]::new);
            assertThat(faas(Map.of(), arguments).err())
                    .as(String.join(" ", arguments))
                    .containsAnyOf(option.longestName() + " has no value", option.longestName() + " takes no value");
        }
    }

    /** Tools, and a JDK whose java prints its environment instead of starting anything. */
    private Map<String, String> withJavaThatShowsItsEnvironment() throws IOException {
        var environment = new HashMap<>(onlyTools("node"));
        script("mvn", "[ \"$1\" = --version ] || { " + SUCCEEDS + "; }");
        var jdk = Files.createDirectories(bin.resolve("jdk/bin"));
        Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script("jdk/bin/javac", "");
        script("jdk/bin/java", "exec " + whereIs("env"));
        environment.put("JAVA_HOME", bin.resolve("jdk").toString());
        return environment;
    }

    private static CommandLine verb(String name) {
        return Objects.requireNonNull(
                new CommandLine(Main.class).getSubcommands().get(name), name);
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("faas: " + message).hasLineCount(1);
    }

    /** A path that holds what the script itself needs and stand-ins for the tools named, and no JDK anywhere. */
    private Map<String, String> onlyTools(String... present) throws IOException {
        for (var tool : TOOLS) {
            script(tool, "exec %s \"$@\"".formatted(whereIs(tool)));
        }
        for (var tool : present) {
            script(tool, "echo v20.0.0");
        }
        return Map.of("PATH", bin.toString(), "JAVA_HOME", "", "FAAS_JDK_PLACES", "");
    }

    private void script(String name, String command) throws IOException {
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, String> withJdk(Map<String, String> environment) {
        return Map.of("PATH", environment.getOrDefault("PATH", ""), "JAVA_HOME", System.getProperty("java.home"));
    }

    private static Path whereIs(String tool) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on this machine"));
    }

    /** The script in a project of nothing but the files named, and what it takes for granted. */
    private static Path inProject(Path project, String... files) throws IOException {
        for (var file : Stream.concat(
                        Stream.of("pom.xml", ".mvn/maven.config", "tools/cli/pom.xml", "tools/cli/src/main/Main.java"),
                        Stream.of(files))
                .toList()) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.createFile(project.resolve(file));
        }
        Files.writeString(
                project.resolve("pom.xml"),
                Stream.of(files)
                        .map(file -> "<module>" + file.replaceFirst("/src/.*", "") + "</module>\n")
                        .distinct()
                        .collect(Collectors.joining()));
        try (var help = Files.walk(Path.of("help"))) {
            for (var file : help.toList()) {
                var copy = project.resolve("tools/cli").resolve(file);
                if (!Files.isDirectory(copy)) {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return Files.copy(SCRIPT, project.resolve("faas"));
    }

    private static Result faas(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(SCRIPT, environment, arguments);
    }

    private static Result run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var err = Files.createTempFile("faas", ".err");
        var process = builder(script, environment, arguments)
                .redirectError(err.toFile())
                .start();
        process.outputWriter().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        var errors = Files.readString(err);
        Files.delete(err);
        return new Result(code, out, errors);
    }

    private static ProcessBuilder builder(Path script, Map<String, String> environment, String... arguments) {
        var command = Stream.concat(Stream.of(whereIs("bash").toString(), script.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
