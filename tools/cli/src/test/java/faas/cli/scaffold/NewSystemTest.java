package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.Main;
import faas.cli.UserErrorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Systems made of a small project with one context, billing. */
class NewSystemTest {

    private static final String ROOT = "faas.root";
    private static final String DEFINITION =
            "infra-cdk/src/main/resources/META-INF/services/faas.infra.SystemDefinition";

    @TempDir
    Path project;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void commit_a_project() throws IOException, InterruptedException {
        System.setProperty(ROOT, project.toString());
        save("pom.xml", """
                <project>
                  <licenses>
                    <license>
                      <name>MIT-0</name>
                    </license>
                  </licenses>
                  <modules>
                    <module>tools/cli</module>
                    <module>billing-context</module>
                  </modules>
                  <dependencies>
                    <dependency>
                      <groupId>faas</groupId>
                      <artifactId>cli</artifactId>
                    </dependency>
                    <dependency>
                      <groupId>faas</groupId>
                      <artifactId>billing-context</artifactId>
                      <type>test-jar</type>
                    </dependency>
                  </dependencies>
                  <include>org/old/**</include>
                </project>
                """);
        save("tools/cli/pom.xml", "<project/>");
        save("faas", "#!/bin/sh\n");
        assertThat(project.resolve("faas").toFile().setExecutable(true)).isTrue();
        save(".github/workflows/build.yaml", "env:\n  BILLS: b # example\n  ALARMS: a\n");
        save(
                "docs/operating.md",
                "# Operating\n\n<!-- example -->\n## Bills\n<!-- end of example -->\n\n## Deployments\n");
        save(DEFINITION, "org.old.infra.OldSystem\n");
        save("infra-cdk/src/main/java/faas/infra/StageApp.java", "");
        save("infra-cdk/src/main/java/org/old/infra/OldSystem.java", "");
        save("infra-cdk/src/test/java/org/old/infra/billing/BillingStackTest.java", "");
        save("billing-context/pom.xml", "<project/>");
        save("events-schema/src/main/resources/billing/asyncapi.json", "{}");
        save("tools/starter/infra/src/main/java/com/example/infra/StarterSystem.java", """
                package com.example.infra;

                import com.example.infra.sample.SampleContext;
                import faas.infra.SystemDefinition;

                public final class StarterSystem implements SystemDefinition {
                    public String name() {
                        return "starter";
                    }

                    public List<BoundedContext> contexts() {
                        return List.of(new SampleContext());
                    }
                }
                """);
        save("tools/starter/infra/src/main/java/com/example/infra/sample/SampleContext.java", "");
        save("tools/starter/acceptance/src/test/java/com/example/acceptance/DemoStage.java", """
                package com.example.acceptance;

                import com.example.infra.StarterSystem;

                    new StarterSystem().synthesize(ROOT.resolve("tools/starter"));
                """);
        save("docs/local-cloud.md", "");
        save("docs/concepts.md", "");
        save("README.md", "The old one");
        save("tools/deleted.txt", "");
        var git = new Git(project);
        git.run("init", "--quiet");
        git.run("add", "--all");
        git.run("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--no-verify", "--message", "old");
        Files.delete(project.resolve("tools/deleted.txt"));
        save("tools/untracked.txt", "");
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty(ROOT);
    }

    @Test
    void what_git_tracks_and_no_context_owns_is_in_a_repository_of_one_commit() throws Exception {
        var into = elsewhere.resolve("web/shop");

        make("web-shop", into);

        var git = new Git(into);
        assertThat(git.run("ls-files").lines())
                .containsExactlyInAnyOrder(
                        ".github/workflows/build.yaml",
                        "README.md",
                        "acceptance-tests/src/test/java/org/shop/acceptance/DemoStage.java",
                        "docs/local-cloud.md",
                        "docs/operating.md",
                        "faas",
                        DEFINITION,
                        "infra-cdk/src/main/java/faas/infra/StageApp.java",
                        "infra-cdk/src/main/java/org/shop/infra/WebShopSystem.java",
                        "pom.xml",
                        "tools/cli/pom.xml",
                        "tools/starter/acceptance/src/test/java/com/example/acceptance/DemoStage.java",
                        "tools/starter/infra/src/main/java/com/example/infra/StarterSystem.java",
                        "tools/starter/infra/src/main/java/com/example/infra/sample/SampleContext.java");
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.run("log", "--format=%D").strip()).isEqualTo("HEAD -> main, tools");
        assertThat(git.run("log", "--format=%an"))
                .isEqualTo(git.knowsItsUser() ? git.run("config", "user.name") : "faas\n");
        assertThat(into.resolve("faas")).isExecutable();
        assertThat(into.resolve("pom.xml").toFile().canExecute()).isFalse();
    }

    @Test
    void poms_and_workflows_tell_nothing_of_the_contexts() throws Exception {
        var tree = NewSystem.of("org.shop", "web-shop").tree(project);

        assertThat(tree.text("pom.xml")).isEqualTo("""
                <project>
                  <modules>
                    <module>tools/cli</module>
                  </modules>
                  <dependencies>
                    <dependency>
                      <groupId>faas</groupId>
                      <artifactId>cli</artifactId>
                    </dependency>
                  </dependencies>
                  <include>org/shop/**</include>
                </project>
                """);
        assertThat(tree.text(".github/workflows/build.yaml")).isEqualTo("env:\n  ALARMS: a\n");
        assertThat(tree.text("docs/operating.md")).isEqualTo("# Operating\n\n## Deployments\n");
    }

    @Test
    void the_definition_has_the_name_and_no_context() throws Exception {
        var tree = NewSystem.of("org.shop", "web-shop2").tree(project);

        assertThat(tree.text(DEFINITION)).isEqualTo("org.shop.infra.WebShop2System\n");
        assertThat(tree.text("infra-cdk/src/main/java/org/shop/infra/WebShop2System.java"))
                .isEqualTo("""
                        package org.shop.infra;

                        import faas.infra.SystemDefinition;

                        public final class WebShop2System implements SystemDefinition {
                            public String name() {
                                return "web-shop2";
                            }

                            public List<BoundedContext> contexts() {
                                return List.of();
                            }
                        }
                        """);
        assertThat(tree.text("acceptance-tests/src/test/java/org/shop/acceptance/DemoStage.java"))
                .isEqualTo("""
                        package org.shop.acceptance;

                        import org.shop.infra.WebShop2System;

                            new WebShop2System().synthesize(ROOT);
                        """);
        assertThat(tree.text("README.md")).contains("# web-shop2", "./faas new system org.shop --name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    org..shop        | web-shop | package org..shop: expected a Java package
                    org.Shop         | web-shop | package org.Shop: expected a Java package
                    org.new          | web-shop | package org.new: expected a Java package
                    org.2shop        | web-shop | package org.2shop: expected a Java package
                    org/shop         | web-shop | package org/shop: expected a Java package
                    faas             | web-shop | package faas: faas, java, javax, jdk and com.example are
                    faas.shop        | web-shop | package faas.shop: faas, java
                    java.shop        | web-shop | package java.shop: faas, java
                    javax.shop       | web-shop | package javax.shop: faas, java
                    com.example.shop | web-shop | package com.example.shop: faas, java
                    org.domain.shop  | web-shop | package org.domain.shop: domain is the name of a layer
                    org.shop         | Web-shop | --name Web-shop: expected lower-case letters
                    org.shop         | 2shop    | --name 2shop: expected lower-case letters
                    org.shop         | web--s   | --name web--s: expected lower-case letters
                    org.shop         | web_shop | --name web_shop: expected lower-case letters
                    org.shop         | a23456789012345678901234567890123456789012345678901234 | at most 53
                    """)
    void a_name_that_java_or_aws_would_not_take_is_refused(String rootPackage, String name, String message) {
        var into = elsewhere.resolve("shop");

        assertThat(refused(rootPackage, name, into)).contains(message);

        assertThat(into).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javafx.shop", "faasty", "com.examples", "org.shop.domains"})
    void a_package_that_only_looks_like_a_reserved_one_is_taken(String rootPackage) throws Exception {
        assertThat(NewSystem.of(rootPackage, "a2345678901234567890123456789012345678901234567890123"))
                .isNotNull();
    }

    @Test
    void a_folder_that_cannot_be_used_is_refused_and_stays_as_it_is() throws IOException {
        var file = Files.writeString(elsewhere.resolve("file"), "mine");
        var link = Files.createSymbolicLink(elsewhere.resolve("link"), project);

        assertThat(refused("org.shop", "shop", elsewhere)).contains("is not empty");
        assertThat(refused("org.shop", "shop", file)).contains(file + " is not a folder");
        assertThat(refused("org.shop", "shop", file.resolve("below"))).contains(file + " is not a folder");
        assertThat(refused("org.shop", "shop", project.resolve("below")))
                .contains("expected a folder outside of this project");
        assertThat(refused("org.shop", "shop", link.resolve("below")))
                .contains("expected a folder outside of this project");
        assertThat(refused("org.shop", "shop", elsewhere.resolve("a:b"))).contains("can hold a colon");
        assertThatThrownBy(() -> NewSystemCommand.make(file.resolve("below")))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("cannot be made");

        try (var entries = Files.list(elsewhere)) {
            assertThat(entries).containsExactlyInAnyOrder(file, link);
        }
        assertThat(project.resolve("below")).doesNotExist();
    }

    @Test
    void a_project_without_git_is_refused(@TempDir Path copy) throws IOException {
        Files.createDirectories(copy.resolve(DEFINITION).getParent());
        Files.copy(project.resolve(DEFINITION), copy.resolve(DEFINITION));
        System.setProperty(ROOT, copy.toString());

        assertThat(refused("org.shop", "shop", elsewhere.resolve("shop")))
                .contains("is no git repository with a commit");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_newer_copy_of_the_tools_is_merged_as_its_readme_says() throws Exception {
        // The commands of the README, between the folders of this test.
        var shop = elsewhere.resolve("shop");
        make("shop", shop);
        var git = new Git(shop);
        git.run("config", "user.name", "a");
        git.run("config", "user.email", "a@b");
        Files.writeString(shop.resolve("README.md"), "Our shop");
        git.run("commit", "--quiet", "--all", "--message", "Write about the shop");
        save("faas", "#!/bin/sh\n# newer\n");

        make("shop", elsewhere.resolve("newer"));
        git.run("fetch", "--quiet", elsewhere.resolve("newer").toString(), "tools");
        var newer = git.run("commit-tree", "FETCH_HEAD^{tree}", "-p", "tools", "-m", "Take newer tools");
        git.run("branch", "-f", "tools", newer.strip());
        git.run("merge", "--quiet", "tools");

        assertThat(shop.resolve("faas")).content().contains("# newer");
        assertThat(shop.resolve("README.md")).content().isEqualTo("Our shop");
    }

    /** Without the first context and the formatter, which need a whole project. */
    private void make(String name, Path into) throws Exception {
        var system = NewSystem.of("org.shop", name);
        NewSystem.write(system.tree(project), project, into);
        system.commit(into, "0");
    }

    /** What the verb says, which has to refuse. */
    private static String refused(String rootPackage, String name, Path into) {
        var err = new StringWriter();

        int code = Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("new", "system", rootPackage, "--name", name, "--into", into.toString());

        assertThat(code).as(err.toString()).isEqualTo(Main.REFUSED);
        assertThat(err.toString()).startsWith("faas: ").hasLineCount(1);
        return err.toString();
    }

    private void save(String path, String text) throws IOException {
        var file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
