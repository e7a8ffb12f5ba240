package faas.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a small project: {@code tools/base}, which {@code shop} and the declaration use, and {@code mail}, which stands
 * alone. The declaration writes a template of its own instead of running CDK.
 */
class RebuildTest {

    private static final String POM = """
            <project>
              <properties><maven.compiler.release>25</maven.compiler.release></properties>
              <build><plugins><plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <configuration>
                  <parameters>true</parameters>
                  <compilerArgs><arg>-Xlint:all</arg><arg>-Werror</arg></compilerArgs>
                </configuration>
              </plugin></plugins></build>
            </project>
            """;

    private static final String DECLARATION = """
            package faas.infra;

            import java.nio.file.*;

            public class Synthesize {
                public static String again(Path root, Path out) throws java.io.IOException {
                    if (base.Base.batchSize() > 10) {
                        return "batch size " + base.Base.batchSize() + ": must be at most 10";
                    }
                    Files.createDirectories(out);
                    for (String asset : new String[] {"asset.1", "asset.2"}) {
                        Files.createSymbolicLink(out.resolve(asset), root.resolve("infra-cdk/target/cdk.out/" + asset));
                    }
                    Files.copy(root.resolve("infra-cdk/target/cdk.out/stack.assets.json"), out.resolve("stack.assets.json"));
                    Files.writeString(out.resolve("stack.template.json"), "BatchSize: " + base.Base.batchSize());
                    return "";
                }
            }
            """;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temporary;

    private Path root = Path.of("");
    private Path built = Path.of("");
    private Rebuild rebuild;

    @BeforeEach
    void build() throws IOException {
        root = temporary.toRealPath();
        built = root.resolve("infra-cdk/target/cdk.out");
        write("pom.xml", POM);
        write("tools/base/src/main/java/base/Base.java", base(5));
        write("tools/base/src/main/resources/words.txt", "first");
        write("shop/src/main/java/shop/Handler.java", handler("old"));
        write("mail/src/main/java/mail/Mail.java", "package mail; class Mail {}");
        write("infra-cdk/src/main/java/faas/infra/Synthesize.java", DECLARATION);
        classPath("tools/base");
        classPath("shop", "tools/base");
        classPath("mail");
        classPath("infra-cdk", "shop", "tools/base");
        for (var module : List.of("tools/base", "shop", "mail")) {
            var jar = jar(module);
            write(module + "/target/" + jar, "");
            write("infra-cdk/target/cdk.out/" + (module.equals("mail") ? "asset.2" : "asset.1") + "/lib/" + jar, "");
        }
        write("infra-cdk/target/cdk.out/asset.2/lib/library-1.jar", "");
        write("infra-cdk/target/cdk.out/stack.template.json", "BatchSize: 5");
        write("infra-cdk/target/cdk.out/stack.assets.json", """
                {"files":{"1":{"source":{"path":"asset.1"}},"2":{"source":{"path":"asset.2"}}}}""");
        rebuild = new Rebuild(
                root,
                built,
                Files.createDirectories(root.resolve("watch")),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        // Base is not compiled by a build here.
        change("tools/base/src/main/java/base/Base.java", base(5));
        assertThat(settled()).as(this::told).isPresent();
        assertThat(settled()).as("the declaration, which stays the same").isEmpty();
    }

    @Test
    void modules_are_watched_after_those_that_they_use() {
        assertThat(rebuild.watched().split(", ")).containsExactlyInAnyOrder("infra-cdk", "mail", "shop", "tools/base");
        assertThat(rebuild.watched()).matches(".*tools/base.*shop.*infra-cdk.*");
    }

    @Test
    void nothing_is_built_where_nothing_has_changed() throws IOException {
        assertThat(settled()).isEmpty();
    }

    @Test
    void a_file_is_built_once_it_has_stopped_changing() throws Exception {
        change("shop/src/main/java/shop/Handler.java", handler("new"));
        assertThat(rebuild.next()).isEmpty();
        change("shop/src/main/java/shop/Handler.java", handler("newer"));
        assertThat(rebuild.next()).isEmpty();

        var result = rebuild.next().orElseThrow();

        assertThat(result.modules()).isEqualTo("shop");
        assertThat(greeting(result)).isEqualTo("newer");
    }

    @Test
    void what_changed_since_the_build_is_compiled_at_once_and_declared_after() throws Exception {
        change("tools/base/src/main/java/base/Base.java", base(6));
        change("shop/src/main/java/shop/Handler.java", handler("new"));
        var later = new Rebuild(
                root,
                built,
                Files.createDirectories(root.resolve("later")),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        var result = later.catchUp(List.of("tools/base", "shop")).orElseThrow();

        assertThat(greeting(result)).isEqualTo("new");
        assertThat(result.assembly().resolve("stack.template.json")).hasContent("BatchSize: 5");
        assertThat(later.isUndeclared()).isTrue();
        assertThat(later.next().orElseThrow().assembly().resolve("stack.template.json"))
                .hasContent("BatchSize: 6");
        assertThat(later.isUndeclared()).isFalse();
        change("shop/src/main/java/shop/Handler.java", "no Java");
        assertThat(later.catchUp(List.of("shop"))).isEmpty();
    }

    @Test
    void packages_of_earlier_declarations_do_not_count() throws Exception {
        change("shop/src/main/java/shop/Handler.java", handler("new"));
        var base = "lib/" + jar("tools/base");
        Files.copy(
                settled().orElseThrow().assembly().resolve("asset.1").resolve(base),
                built.resolve("asset.1").resolve(base),
                StandardCopyOption.REPLACE_EXISTING);
        write("infra-cdk/target/cdk.out/asset.3/" + base, "");
        var later = new Rebuild(
                root,
                built,
                Files.createDirectories(root.resolve("later")),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(later.catchUp(List.of("shop"))).as(this::told).isPresent();
    }

    @Test
    void a_package_without_the_changed_module_keeps_its_place_and_the_build_its_files() throws IOException {
        change("mail/src/main/java/mail/Mail.java", "package mail; class Mail { int more; }");
        var first = settled().orElseThrow().assembly();
        change("shop/src/main/java/shop/Handler.java", handler("new"));
        var second = settled().orElseThrow().assembly();

        assertThat(second.resolve("asset.2").toRealPath())
                .isEqualTo(first.resolve("asset.2").toRealPath());
        assertThat(second.resolve("asset.1").toRealPath())
                .isNotEqualTo(first.resolve("asset.1").toRealPath());
        assertThat(second.resolve("asset.2/lib/library-1.jar").toRealPath())
                .isEqualTo(built.resolve("asset.2/lib/library-1.jar"));
        assertThat(built.resolve("asset.1/lib/shop-1.jar")).isEmptyFile();
        assertThat(built.resolve("stack.template.json")).hasContent("BatchSize: 5");
    }

    @Test
    void what_uses_a_changed_module_is_compiled_too() throws Exception {
        change("tools/base/src/main/java/base/Base.java", base(5).replace("greet", "hello"));

        assertThat(settled()).isEmpty();
        assertThat(told()).contains("shop/src/main/java/shop/Handler.java:3: error: cannot find symbol");

        change("shop/src/main/java/shop/Handler.java", handler("new").replace("greet", "hello"));

        assertThat(greeting(settled().orElseThrow())).isEqualTo("new");
    }

    @Test
    void errors_are_told_as_the_compiler_does_and_a_repaired_file_is_built() throws Exception {
        change("shop/src/main/java/shop/Handler.java", handler("new").replace(";\n    }", "\n    }"));

        assertThat(settled()).isEmpty();
        assertThat(settled()).as("told once").isEmpty();
        assertThat(told()).isEqualTo("""
                shop/src/main/java/shop/Handler.java:3: error: ';' expected
                        return base.Base.greet("new")
                                                     ^
                1 error
                shop: does not compile, the system stays as it was
                """);

        change("shop/src/main/java/shop/Handler.java", handler("newer"));

        assertThat(greeting(settled().orElseThrow())).isEqualTo("newer");
    }

    @Test
    void nothing_stays_of_a_deleted_class() throws IOException {
        write("shop/src/main/java/shop/Helper.java", "package shop; class Helper {}");
        assertThat(classes(settled().orElseThrow())).contains("shop/Helper.class");

        Files.delete(root.resolve("shop/src/main/java/shop/Helper.java"));

        assertThat(classes(settled().orElseThrow()))
                .contains("shop/Handler.class")
                .doesNotContain("shop/Helper.class");
    }

    @Test
    void resources_are_in_the_archive() throws IOException {
        change("tools/base/src/main/resources/words.txt", "second");

        var result = settled().orElseThrow();

        try (var jar =
                new JarFile(result.assembly().resolve("asset.1/lib/base-1.jar").toFile())) {
            assertThat(jar.getInputStream(jar.getEntry("words.txt"))).hasContent("second");
        }
    }

    @Test
    void what_editors_leave_is_no_source() throws IOException {
        write("shop/src/main/java/shop/.Handler.java.swp", "");
        write("shop/src/main/java/shop/Handler.java~", "");
        Files.createSymbolicLink(root.resolve("shop/src/main/java/shop/.#Handler.java"), Path.of("me@host.1"));

        assertThat(settled()).isEmpty();
    }

    @Test
    void warnings_are_told_and_are_no_errors_and_parameters_have_names() throws Exception {
        change(
                "shop/src/main/java/shop/Handler.java",
                handler("new").replace("public String", "public java.util.List raw; public String"));

        var result = settled().orElseThrow();

        assertThat(told()).contains("warning: [rawtypes] found raw type: List");
        try (var loader = loader(result)) {
            assertThat(loader.loadClass("base.Base")
                            .getMethod("greet", String.class)
                            .getParameters()[0]
                            .getName())
                    .isEqualTo("whom");
        }
    }

    @Test
    void a_changed_declaration_is_synthesized_at_once() throws IOException {
        change("infra-cdk/src/main/java/faas/infra/Synthesize.java", DECLARATION.replace("BatchSize", "Size"));

        var result = settled().orElseThrow();

        assertThat(result.modules()).isEqualTo("infra-cdk");
        assertThat(result.assembly().resolve("stack.template.json")).hasContent("Size: 5");
    }

    @Test
    void what_the_declaration_uses_is_declared_after_functions_have_their_code() throws IOException {
        change("tools/base/src/main/java/base/Base.java", base(7));

        var code = settled().orElseThrow();
        var declared = settled().orElseThrow();

        assertThat(code.modules()).isEqualTo("tools/base");
        assertThat(code.assembly().resolve("stack.template.json")).hasContent("BatchSize: 5");
        assertThat(declared.modules()).isEqualTo("infra-cdk");
        assertThat(declared.assembly().resolve("stack.template.json")).hasContent("BatchSize: 7");
        assertThat(declared.assembly().resolve("asset.1").toRealPath())
                .isEqualTo(code.assembly().resolve("asset.1").toRealPath());
        assertThat(settled()).isEmpty();
    }

    @Test
    void a_refused_declaration_is_told_and_a_repaired_one_is_synthesized() throws IOException {
        change("tools/base/src/main/java/base/Base.java", base(11));
        assertThat(settled()).as("code").isPresent();

        assertThat(settled()).isEmpty();
        assertThat(told()).isEqualTo("""
                batch size 11: must be at most 10
                infra-cdk: cannot be synthesized, the declaration stays as it was
                """);

        change("tools/base/src/main/java/base/Base.java", base(9));

        assertThat(settled().orElseThrow().assembly().resolve("stack.template.json"))
                .hasContent("BatchSize: 9");
    }

    @Test
    void a_changed_pom_is_told_once_and_nothing_is_built() throws IOException {
        change("pom.xml", POM);

        assertThat(settled()).isEmpty();

        assertThat(told()).isEqualTo("pom.xml changed: restart ./faas up\n");
    }

    private Optional<Rebuild.Result> settled() throws IOException {
        var first = rebuild.next();
        return first.isPresent() ? first : rebuild.next();
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String base(int batchSize) {
        return """
                package base;
                public class Base {
                    public static String greet(String whom) { return whom; }
                    public static int batchSize() { return %d; }
                }
                """.formatted(batchSize);
    }

    private static String handler(String greeting) {
        return """
                package shop;
                public class Handler { public String toString() {
                        return base.Base.greet("%s");
                    }
                }
                """.formatted(greeting);
    }

    private static String greeting(Rebuild.Result result) throws IOException, ReflectiveOperationException {
        try (var loader = loader(result)) {
            return loader.loadClass("shop.Handler")
                    .getConstructor()
                    .newInstance()
                    .toString();
        }
    }

    private static URLClassLoader loader(Rebuild.Result result) throws IOException {
        var lib = result.assembly().resolve("asset.1/lib");
        return new URLClassLoader(
                new java.net.URL[] {
                    lib.resolve("shop-1.jar").toUri().toURL(),
                    lib.resolve("base-1.jar").toUri().toURL()
                },
                ClassLoader.getPlatformClassLoader());
    }

    private static List<String> classes(Rebuild.Result result) throws IOException {
        try (var jar =
                new JarFile(result.assembly().resolve("asset.1/lib/shop-1.jar").toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }

    private void classPath(String module, String... used) throws IOException {
        var jars = java.util.stream.Stream.of(used)
                .map(other -> root.resolve(other)
                        .resolve("target")
                        .resolve(jar(other))
                        .toString())
                .toList();
        write(module + "/target/compile-classpath.txt", String.join(java.io.File.pathSeparator, jars));
    }

    private static String jar(String module) {
        return Path.of(module).getFileName() + "-1.jar";
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** As {@link #write}, at another time than before even where the clock has not moved on. */
    private void change(String file, String text) throws IOException {
        var path = root.resolve(file);
        var before = Files.getLastModifiedTime(path);
        write(file, text);
        if (Files.getLastModifiedTime(path).equals(before)) {
            Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(before.toMillis() + 10));
        }
    }
}
