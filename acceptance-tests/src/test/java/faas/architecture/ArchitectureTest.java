package faas.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import faas.acceptance.engine.Variation;
import faas.architecture.Project.FunctionModule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The boundaries of the code. It names the packages of {@code faas} alone: contexts, their contracts and their stacks
 * are found, so it stays as it is in a system of another name and other contexts.
 *
 * <p>Each allow-list is held against classes, and against the imports in the sources, since a class does not show an
 * import that is used for a constant.
 */
class ArchitectureTest {
    private static final String PLANTED = "faas.architecture.planted";

    private static final Project PROJECT = Project.built();
    private static final JavaClasses PRODUCTION = PROJECT.classes();
    private static final SourceImports IMPORTS = PROJECT.imports();

    private static final List<String> LAYERS = List.of("domain", "application", "adapter", "handler");

    /** Beside the layers: the names in a context's table, which its adapters and its stack share. */
    private static final String TABLE = "table";

    /** What each package that knows no context may use beside the JDK and itself. */
    private static final Map<String, String[]> NEUTRAL = Map.of(
            "faas.json..", new String[] {"tools.jackson.core.."},
            "faas.events..", new String[] {"faas.json.."},
            "faas.kit..",
                    new String[] {
                        "faas.events..",
                        "faas.json..",
                        "com.amazonaws.services.lambda.runtime..",
                        "software.amazon.awssdk..",
                        "org.crac.."
                    },
            "faas.infra..",
                    new String[] {
                        "faas.events..",
                        "software.amazon.awscdk..",
                        "software.constructs..",
                        "software.amazon.jsii..",
                        "com.amazonaws.services.lambda.runtime.."
                    },
            "faas.cli..",
                    new String[] {
                        "faas.infra..",
                        "faas.localstack..",
                        "faas.dynamodblocal..",
                        "com.fasterxml.jackson..",
                        "software.amazon.awssdk..",
                        // A mapping's filter says which records of a stream its function was given.
                        "software.amazon.event.ruler..",
                        "picocli..",
                        // Of the JDK: the compiler, and a pom.xml is read.
                        "com.sun.source..",
                        "javax.lang.model..",
                        "javax.tools..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        "org.xml.sax.."
                    },
            "faas.localstack..", new String[] {"org.testcontainers..", "com.github.dockerjava.."},
            "faas.dynamodblocal..", new String[] {"com.amazonaws.services.dynamodbv2..", "org.eclipse.jetty.."},
            "faas.localcloud..",
                    new String[] {
                        "faas.dynamodblocal..",
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

    /** The contract beside it, and never another context. */
    private static String[] functionsMayUse(FunctionModule module) {
        return new String[] {
            "faas.kit..",
            "faas.events..",
            module.contracts(),
            "faas.json..",
            "com.amazonaws.services.lambda.runtime..",
            "software.amazon.awssdk.."
        };
    }

    private static final String[] CONTRACTS_MAY_USE = {"faas.events..", "faas.json.."};

    /** Of modules of functions only what {@link Rules#insideIsPrivate} allows. */
    private static String[] stacksMayUse(FunctionModule module) {
        return new String[] {
            "faas.infra..",
            "faas.events..",
            module.contracts(),
            module.root() + "..",
            "software.amazon.awscdk..",
            "software.constructs..",
            "software.amazon.jsii..",
            "com.amazonaws.services.lambda.runtime.."
        };
    }

    @TestFactory
    Stream<DynamicTest> each_module_uses_only_what_its_line_allows() {
        Map<String, String[]> allowed = new HashMap<>(NEUTRAL);
        PROJECT.functionModules().forEach(module -> {
            allowed.put(module.root() + "..", functionsMayUse(module));
            // A system need not have events.
            if (PRODUCTION.that(resideInAPackage(module.contracts())).iterator().hasNext()) {
                allowed.put(module.contracts(), CONTRACTS_MAY_USE);
            }
            allowed.merge(module.stacks(), stacksMayUse(module), ArchitectureTest::both);
        });
        return allowed.entrySet().stream()
                .map(line -> DynamicTest.dynamicTest(line.getKey(), () -> {
                    Rules.moduleUsesOnly(line.getKey(), line.getValue()).check(PRODUCTION);
                    assertThat(IMPORTS.violations(line.getKey(), Rules.withJdk(line.getValue())))
                            .isEmpty();
                }));
    }

    private static String[] both(String[] one, String[] other) {
        return Stream.of(one, other).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void every_neutral_package_has_a_line() {
        assertThat(PRODUCTION.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith("faas.")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(NEUTRAL.keySet())
                        .as(name)
                        .anyMatch(line -> PackageMatcher.of(line).matches(name)));
    }

    /** Contexts meet at events and at calls; a stack names a context's handlers and the names in its table. */
    @TestFactory
    Stream<DynamicTest> nobody_else_knows_the_inside_of_a_module_of_functions() {
        return PROJECT.functionModules().stream()
                .map(module -> DynamicTest.dynamicTest(module.root(), () -> {
                    Rules.insideIsPrivate(module.root(), module.stacks()).check(PRODUCTION);
                    assertThat(IMPORTS.of(module.root() + ".."))
                            .filteredOn(found -> !Rules.mayKnow(module.root(), module.stacks(), found))
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_context_keeps_the_rules() {
        return PROJECT.contexts().stream()
                .flatMap(context -> contextRules(context.root())
                        .map(rule -> DynamicTest.dynamicTest(
                                context.root() + ": " + rule.getDescription(), () -> rule.check(PRODUCTION))));
    }

    @TestFactory
    Stream<DynamicTest> each_capability_uses_only_what_its_line_allows() {
        return PROJECT.contexts().stream()
                .flatMap(context -> context.capabilities().entrySet().stream()
                        .map(line -> DynamicTest.dynamicTest(context.root() + "." + line.getKey(), () -> {
                            Rules.capabilityUsesOnly(context.root(), line.getKey(), withTable(line.getValue()))
                                    .check(PRODUCTION);
                            assertThat(importsOfOthers(
                                            IMPORTS, context.root(), line.getKey(), withTable(line.getValue())))
                                    .isEmpty();
                        })));
    }

    /** A context without capabilities has its layers alone. */
    @TestFactory
    Stream<DynamicTest> every_capability_of_a_context_has_a_line() {
        return PROJECT.contexts().stream()
                .map(context -> DynamicTest.dynamicTest(
                        context.root(),
                        () -> assertThat(context.partsBeside(Stream.concat(LAYERS.stream(), Stream.of(TABLE))
                                        .toList()))
                                .as("capabilities.properties in " + context.folder())
                                .isEqualTo(context.capabilities().keySet())));
    }

    @Test
    void no_packages_need_each_other() {
        Rules.noPackageCycles("faas").check(PRODUCTION);
        PROJECT.functionModules().stream()
                .map(module -> module.root().substring(0, module.root().lastIndexOf('.')))
                .distinct()
                .forEach(system -> Rules.noPackageCycles(system).check(PRODUCTION));
    }

    /** A context that is not found is held to no rule. */
    @Test
    void every_module_that_makes_a_function_package_is_found() {
        List<Path> declared = Project.declaringFunctions();

        assertThat(PROJECT.functionModules())
                .extracting(FunctionModule::folder)
                .containsExactlyInAnyOrderElementsOf(declared);
        assertThat(PROJECT.contexts())
                .extracting(FunctionModule::folder)
                .containsExactlyInAnyOrderElementsOf(declared.stream()
                        .filter(folder -> folder.toString().endsWith("-context"))
                        .toList());
    }

    /** A rule about a package that does not exist checks nothing. */
    @TestFactory
    Stream<DynamicTest> every_layer_of_a_context_holds_classes() {
        return PROJECT.contexts().stream()
                .map(context -> DynamicTest.dynamicTest(
                        context.root(),
                        () -> assertThat(LAYERS)
                                .allSatisfy(layer -> assertThat(context.packages())
                                        .as(layer)
                                        .anyMatch(PackageMatcher.of(context.root() + ".." + layer + "..")::matches))));
    }

    @TestFactory
    Stream<DynamicTest> each_rule_finds_its_planted_violation() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        return Stream.of(
                        // As a context with one capability, and as the capability of a context.
                        contextRules(PLANTED),
                        contextRules("faas.architecture"),
                        Stream.of(
                                Rules.capabilityUsesOnly(PLANTED, "counts", Set.of()),
                                Rules.insideIsPrivate(PLANTED + ".slots", PLANTED + ".infra.."),
                                Rules.moduleUsesOnly(PLANTED + ".domain..", "tools.jackson.core.."),
                                Rules.noPackageCycles(PLANTED)))
                .flatMap(rules -> rules)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThatThrownBy(() -> rule.check(planted))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("planted")));
    }

    @Test
    void a_planted_constant_is_found_by_its_import() {
        SourceImports planted = SourceImports.below(
                Stream.of(Variation.ROOT.resolve(Path.of("acceptance-tests/src/test/java/faas/architecture/planted"))));
        String file = "ConstantOfAnotherCapability.java";

        assertThat(importsOfOthers(planted, PLANTED, "counts", Set.of()))
                .anyMatch(found -> found.file().endsWith(file));
        assertThat(importsOfOthers(planted, PLANTED, "counts", Set.of("slots"))).isEmpty();
        assertThat(planted.violations(PLANTED + ".counts..", Rules.withJdk()))
                .anyMatch(found -> found.file().endsWith(file));
        assertThat(planted.of(PLANTED + ".slots.."))
                .filteredOn(found -> !Rules.mayKnow(PLANTED + ".slots", PLANTED + ".infra..", found))
                .anyMatch(found -> found.file().endsWith(file));
    }

    private static Set<String> withTable(Set<String> capabilities) {
        return Stream.concat(capabilities.stream(), Stream.of(TABLE)).collect(Collectors.toSet());
    }

    private static List<SourceImports.Import> importsOfOthers(
            SourceImports imports, String context, String capability, Set<String> allowed) {
        return imports
                .violations(
                        context + "." + capability + "..",
                        allowed.stream()
                                .map(each -> context + "." + each + "..")
                                .toArray(String[]::new))
                .stream()
                .filter(found -> found.type().startsWith(context + "."))
                .toList();
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
