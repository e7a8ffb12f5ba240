package io.orderchannel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
            .filter(name -> name.matches(Pattern.quote(ROOT) + "\\.[^.]+\\.handler"))
            .map(name -> name.substring(0, name.lastIndexOf('.')))
            .filter(name -> !name.equals(SIMULATOR))
            .distinct()
            .sorted()
            .toList();

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
                        ROOT + ".*.handler..",
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

    @Test
    void no_packages_need_each_other() {
        Rules.noPackageCycles(ROOT).check(PRODUCTION);
    }

    @TestFactory
    Stream<DynamicTest> each_rule_finds_its_planted_violation() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
        return Stream.concat(
                        contextRules(PLANTED),
                        Stream.of(
                                Rules.moduleUsesOnly(PLANTED + ".domain..", "io.avaje.jsonb.."),
                                Rules.noPackageCycles(PLANTED)))
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
                .allSatisfy(context -> assertThat(List.of(".domain", ".application", ".adapter", ".handler"))
                        .allSatisfy(part -> assertThat(PRODUCTION)
                                .as(context + part)
                                .anyMatch(type -> type.getPackageName().startsWith(context + part))));
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
