package io.orderchannel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import faas.architecture.SourceImports;
import faas.architecture.SourceImports.Import;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final String ROOT = "io.orderchannel";
    private static final String PLANTED = ROOT + ".architecture.planted";

    /** Where functions are, and yet no bounded context: it has no domain. */
    private static final String SIMULATOR = ROOT + ".simulator";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The contexts' test doubles, which the agreement's tests share.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    /** Found by their handlers, so that a new one is held to the rules without being named here. */
    private static final List<String> CONTEXTS = PRODUCTION.stream()
            .map(JavaClass::getPackageName)
            .map(Pattern.compile("(" + Pattern.quote(ROOT) + "\\.[^.]+)(\\.[^.]+)?\\.handler")::matcher)
            .filter(Matcher::matches)
            .map(handlers -> handlers.group(1))
            .filter(name -> !name.equals(SIMULATOR))
            .distinct()
            .sorted()
            .toList();

    private static final List<String> LAYERS = List.of("domain", "application", "adapter", "handler");

    /** The parts of each context that has any, and which of the others each may use. */
    private static final Map<String, Map<String, Set<String>>> PARTS = Map.of(
            ROOT + ".channel",
            Map.of(
                    "slots", Set.of("table"),
                    "partner", Set.of("slots"),
                    "payouts", Set.of("slots", "table"),
                    "counts", Set.of("table"),
                    "table", Set.of()));

    /** What each module that is no context may use beside the JDK and itself. */
    private static final Map<String, String[]> MODULES = Map.of(
            ROOT + ".events.order..", new String[] {"faas.events..", "io.avaje.json.."},
            // A slot command carries an order's state.
            ROOT + ".events.channel..", new String[] {"faas.events..", "io.avaje.json..", ROOT + ".events.order.."},
            ROOT + ".kit..",
                    new String[] {
                        "faas.events..",
                        "io.avaje.json..",
                        "io.avaje.jsonb..",
                        "com.amazonaws.services.lambda.runtime..",
                        "software.amazon.awssdk..",
                        "org.crac.."
                    },
            SIMULATOR + "..", contextMayUse(),
            ROOT + ".infra..",
                    new String[] {
                        "faas.events..",
                        ROOT + ".events..",
                        ROOT + "..handler..",
                        ROOT + ".*.table..",
                        "software.amazon.awscdk..",
                        "software.constructs..",
                        "software.amazon.jsii..",
                        "com.amazonaws.services.lambda.runtime.."
                    },
            ROOT + ".localcloud..",
                    new String[] {
                        ROOT + ".dynamodblocal..",
                        "software.amazon.awssdk..",
                        "com.sun.net.httpserver..",
                        "software.amazon.event.ruler..",
                        "com.cronutils..",
                        "org.elasticmq..",
                        "org.apache.pekko..",
                        "scala..",
                        "com.fasterxml.jackson..",
                        "com.typesafe.config..",
                        "org.HdrHistogram..",
                        "org.slf4j..",
                        "picocli.."
                    });

    private static String[] contextMayUse() {
        return new String[] {
            ROOT + ".kit..",
            "faas.events..",
            ROOT + ".events..",
            "io.avaje.json..",
            "io.avaje.jsonb..",
            "com.amazonaws.services.lambda.runtime..",
            "software.amazon.awssdk.."
        };
    }

    @TestFactory
    Stream<DynamicTest> each_module_uses_only_what_its_line_allows() {
        Map<String, String[]> allowed = new TreeMap<>(MODULES);
        CONTEXTS.forEach(context -> allowed.put(context + "..", contextMayUse()));
        return allowed.entrySet().stream()
                .map(module -> DynamicTest.dynamicTest(
                        module.getKey(),
                        () -> Rules.moduleUsesOnly(module.getKey(), module.getValue())
                                .check(PRODUCTION)));
    }

    @TestFactory
    Stream<DynamicTest> each_context_keeps_the_rules() {
        return CONTEXTS.stream()
                .flatMap(context -> contextRules(context)
                        .map(rule -> DynamicTest.dynamicTest(
                                context + ": " + rule.getDescription(), () -> rule.check(PRODUCTION))));
    }

    @TestFactory
    Stream<DynamicTest> each_part_of_a_context_uses_only_what_its_line_allows() {
        return PARTS.entrySet().stream()
                .flatMap(context -> context.getValue().entrySet().stream()
                        .map(part -> DynamicTest.dynamicTest(context.getKey() + "." + part.getKey(), () -> {
                            Rules.partUsesOnly(context.getKey(), part.getKey(), part.getValue())
                                    .check(PRODUCTION);
                            assertThat(importsOfOtherParts(
                                            "src/main/java", context.getKey(), part.getKey(), part.getValue()))
                                    .isEmpty();
                        })));
    }

    @Test
    void a_planted_constant_of_another_part_is_found_in_its_source() {
        assertThat(importsOfOtherParts("src/test/java", PLANTED, "counts", Set.of()))
                .anyMatch(found -> found.file().endsWith("ConstantOfAnotherCapability.java"));
        assertThat(importsOfOtherParts("src/test/java", PLANTED, "counts", Set.of("slots")))
                .isEmpty();
    }

    /** The same rule held against the sources, since a class does not show an import that is used for a constant. */
    private static List<Import> importsOfOtherParts(String tree, String context, String part, Set<String> allowed) {
        String[] packages =
                allowed.stream().map(each -> context + "." + each + "..").toArray(String[]::new);
        List<Path> folders = sources(tree, context + "." + part);
        assertThat(folders).as("sources of " + context + "." + part).isNotEmpty();
        return SourceImports.below(folders.stream()).violations(context + "." + part + "..", packages).stream()
                .filter(found -> found.type().startsWith(context + "."))
                .toList();
    }

    /** The folders of a package in the modules of the root. */
    private static List<Path> sources(String tree, String packageName) {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules.map(module -> module.resolve(tree).resolve(packageName.replace('.', '/')))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_part_of_a_context_has_a_line() {
        assertThat(CONTEXTS)
                .allSatisfy(context -> assertThat(parts(context))
                        .as(context)
                        .isEqualTo(PARTS.getOrDefault(context, Map.of()).keySet()));
    }

    /** The first packages of a context below which its layers are, or something that these share. */
    private static Set<String> parts(String context) {
        return PRODUCTION.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(context + "."))
                .map(name -> name.substring(context.length() + 1).replaceFirst("\\..*", ""))
                .filter(first -> !LAYERS.contains(first))
                .collect(Collectors.toSet());
    }

    @Test
    void no_packages_need_each_other() {
        Rules.noPackageCycles(ROOT).check(PRODUCTION);
    }

    @TestFactory
    Stream<DynamicTest> each_rule_finds_its_planted_violation() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        return Stream.of(
                        // As a context with one capability, and as the capability of a context.
                        contextRules(PLANTED),
                        contextRules(PLANTED.substring(0, PLANTED.lastIndexOf('.'))),
                        Stream.of(
                                Rules.partUsesOnly(PLANTED, "counts", Set.of()),
                                Rules.moduleUsesOnly(PLANTED + ".domain..", "io.avaje.jsonb.."),
                                Rules.noPackageCycles(PLANTED)))
                .flatMap(rules -> rules)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThatThrownBy(() -> rule.check(planted))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("planted")));
    }

    /** A rule about a package that does not exist checks nothing. */
    @Test
    void every_package_that_a_rule_names_holds_classes() {
        assertThat(CONTEXTS)
                .contains(ROOT + ".channel", ROOT + ".order")
                .allSatisfy(context -> assertThat(LAYERS)
                        .allSatisfy(layer -> assertThat(PRODUCTION)
                                .as(context + ": " + layer)
                                .anyMatch(type -> PackageMatcher.of(context + ".." + layer + "..")
                                        .matches(type.getPackageName()))));
    }

    private static Stream<ArchRule> contextRules(String context) {
        return Stream.of(
                Rules.domainKnowsOnlyItself(context),
                Rules.applicationKnowsOnlyDomainAndContract(context),
                Rules.adaptersKnowNoHandler(context),
                Rules.handlersAndOnlyTheyAreEntryPoints(context),
                Rules.noMutableField(context),
                Rules.noHiddenInput(context));
    }
}
