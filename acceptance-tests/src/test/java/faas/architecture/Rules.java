package faas.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The rules of the code's structure, as allow-lists: what is not named here is forbidden. {@link ArchitectureTest}
 * holds the code against them, and holds each against a planted violation, so that a rule which checks nothing is
 * found.
 *
 * <p>A rule about a context's layers holds for the layers of the context and of each of its capabilities.
 */
final class Rules {
    private static final String[] JDK = {"java..", "javax.crypto..", "org.jspecify.."};

    private Rules() {}

    /** A module's classes may use the JDK and what its line names, and nothing else. */
    static ArchRule moduleUsesOnly(String packages, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(packages)
                .should()
                .onlyDependOnClassesThat(inAnyOf(Stream.of(JDK, allowed).flatMap(Stream::of), packages))
                .because("dependencies point one way: contexts to function-kit and events-schema, never to each other;"
                        + " local-cloud knows templates, not contexts");
    }

    /** What no list needs to name, and what it names. */
    static String[] withJdk(String... allowed) {
        return Stream.of(JDK, allowed).flatMap(Stream::of).toArray(String[]::new);
    }

    /**
     * The stacks beside a module of functions name its handlers and the names in its table; all others nothing of it.
     */
    static ArchRule insideIsPrivate(String module, String stacks) {
        String why = "contexts meet only at an interface: events, or request and response";
        return CompositeArchRule.of(noClasses()
                        .that()
                        .resideOutsideOfPackages(module + "..", stacks)
                        .should()
                        .dependOnClassesThat(resideInAPackage(module + ".."))
                        .because(why))
                .and(noClasses()
                        .that()
                        .resideInAPackage(stacks)
                        .should()
                        .dependOnClassesThat(resideInAPackage(module + "..")
                                .and(not(resideInAnyPackage(module + "..handler..", module + "..table.."))))
                        .because(why)
                        .allowEmptyShould(true));
    }

    /** The same of an import. */
    static boolean mayKnow(String module, String stacks, SourceImports.Import found) {
        return PackageMatcher.of(module + "..").matches(found.from())
                || (PackageMatcher.of(stacks).matches(found.from())
                        && Stream.of("handler", "table")
                                .anyMatch(part -> PackageMatcher.of(module + ".." + part + "..")
                                        .matches(found.importedPackage())));
    }

    static ArchRule capabilityUsesOnly(String context, String capability, Set<String> allowed) {
        String[] packages = Stream.concat(
                        Stream.of(capability), allowed.stream().sorted())
                .map(each -> context + "." + each + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(context + "." + capability + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(context + "..")
                        .or(resideInAnyPackage(packages))
                        .as("reside outside of %s or in any of %s", context, List.of(packages)))
                .because("a capability is read, changed and loaded without those that it does not build on, so the"
                        + " dependencies between the capabilities of a context point one way, each named");
    }

    static ArchRule domainKnowsOnlyItself(String context) {
        return classes()
                .that()
                .resideInAPackage(context + "..domain..")
                .should()
                .onlyDependOnClassesThat(inAnyOf(Stream.of(JDK), context + "..domain.."))
                .because("what an order is does not depend on where it is stored or who asks");
    }

    static ArchRule applicationKnowsOnlyDomainAndContract(String context) {
        return classes()
                .that()
                .resideInAPackage(context + "..application..")
                .should()
                .onlyDependOnClassesThat(inAnyOf(
                        Stream.of(JDK),
                        context + "..domain..",
                        context + "..application..",
                        "faas.events..",
                        // The time left is an argument, as a clock is.
                        "faas.kit.time..",
                        context.substring(0, context.lastIndexOf('.')) + ".events.."))
                .because("a use case reaches the world through its ports");
    }

    static ArchRule adaptersKnowNoHandler(String context) {
        return noClasses()
                .that()
                .resideInAPackage(context + "..adapter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(context + "..handler..")
                .because("an adapter carries out a port; it does not know which function uses it");
    }

    static ArchRule handlersAndOnlyTheyAreEntryPoints(String context) {
        return classes()
                .that(assignableTo(RequestHandler.class)
                        .or(assignableTo(RequestStreamHandler.class))
                        .and(not(DescribedPredicate.describe("interfaces", JavaClass::isInterface)))
                        .and(resideInAPackage(context + "..")))
                .should()
                .resideInAPackage(context + "..handler..")
                .andShould()
                .haveSimpleNameEndingWith("Handler")
                .because("who looks for a function's entry point finds it by its name");
    }

    static ArchRule noMutableField(String context) {
        return fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(
                        context + "..domain..", context + "..application..", context + "..handler.."))
                .should()
                .beFinal()
                .because("an execution environment serves many invocations and may vanish after any: state between"
                        + " invocations lives in the external store only");
    }

    static ArchRule noHiddenInput(String context) {
        return noClasses()
                .that()
                .resideInAnyPackage(context + "..domain..", context + "..application..")
                .should()
                .accessTargetWhere(readsTimeRandomnessOrEnvironment())
                .because("time, randomness and configuration are arguments: only then can a test choose them");
    }

    static ArchRule noPackageCycles(String root) {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package");
    }

    private static DescribedPredicate<JavaClass> inAnyOf(Stream<String> first, String... more) {
        List<String> packages = Stream.concat(first, Stream.of(more)).toList();
        // An array's or a primitive's package is empty.
        return resideInAnyPackage(
                        Stream.concat(packages.stream(), Stream.of("")).toArray(String[]::new))
                .as("reside in any of %s", packages);
    }

    private static DescribedPredicate<JavaAccess<?>> readsTimeRandomnessOrEnvironment() {
        return DescribedPredicate.describe(
                "reads the time, randomness or the environment", access -> isHiddenInput(access.getTarget()));
    }

    private static boolean isHiddenInput(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        if (owner.isEquivalentTo(Instant.class) || owner.isEquivalentTo(LocalDate.class)) {
            return name.equals("now");
        }
        if (owner.isEquivalentTo(Clock.class)) {
            // Such as tickMillis(ZoneId); tick(Clock, Duration) takes the clock that it is given.
            return name.startsWith("system") || (name.startsWith("tick") && !name.equals("tick"));
        }
        if (owner.isEquivalentTo(System.class)) {
            return Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                    .contains(name);
        }
        if (owner.isEquivalentTo(UUID.class)) {
            return name.equals("randomUUID");
        }
        if (owner.isEquivalentTo(Math.class)) {
            return name.equals("random");
        }
        boolean newRandom = owner.isEquivalentTo(Random.class) && name.equals("<init>");
        return newRandom || owner.isEquivalentTo(ThreadLocalRandom.class);
    }
}
