package faas.cli.scaffold;

import faas.cli.UserErrorException;
import faas.infra.policy.Stages;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Which names a project can take: those that Java, file systems and AWS allow and that nothing else has. */
final class Names {

    /** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
    private static final int FUNCTION_LENGTH = 64;

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
    private static final int QUEUE_LENGTH = 80;

    /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
    private static final int STACK_LENGTH = 128;

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Limits.html */
    private static final int TABLE_LENGTH = 255;

    /** Packages that stand beside a context's, or below them. */
    private static final Set<String> RESERVED = Set.of(
            "acceptance", "adapter", "application", "domain", "events", "faas", "handler", "infra", "sample", "table");

    /** Packages whose classes sources name without a word about where they come from, or nearly all import. */
    private static final List<String> COMMON = List.of("java.lang", "java.util", "java.time", "java.io");

    private static final String LONGEST_STAGE =
            Stages.NAMES.stream().max(Comparator.comparingInt(String::length)).orElseThrow();

    private Names() {}

    /** One word, since it is a package, a folder and a topic at once. */
    static void requireContext(Project project, String name) throws UserErrorException {
        if (!name.matches("[a-z][a-z0-9]*")) {
            throw refused("context", name, "expected one word of lower-case letters and digits");
        }
        requireFree("context", name, name);
        requireLength("context", name, STACK_LENGTH, "-" + name + "-contract");
        if (RESERVED.contains(name)) {
            throw refused("context", name, "reserved for a package of every system");
        }
        var folders = project.folders(name);
        var taken = project.tree().files().stream()
                .filter(path -> folders.stream().anyMatch(folder -> path.startsWith(folder + "/"))
                        || path.contains("/" + project.rootPackage().replace('.', '/') + "/" + name + "/"))
                .findFirst();
        if (taken.isPresent()) {
            throw refused("context", name, "taken: there is " + taken.get());
        }
    }

    static void requireFunction(Project project, String name) throws UserErrorException {
        if (!name.matches("[A-Z][a-z0-9]+([A-Z][a-z0-9]*)*")
                || Name.of(name).words().size() < 2) {
            throw refused("function", name, "expected a verb and a noun, such as SendInvoice");
        }
        requireLength("function", name, FUNCTION_LENGTH, "-" + name);
        requireLength("function", name, QUEUE_LENGTH, "-" + name + "-subscription-dlq");
        var taken = functions(project).stream().filter(name::equalsIgnoreCase).findFirst();
        if (taken.isPresent()) {
            throw refused("function", name, "taken: there is a function " + taken.get());
        }
    }

    /** The names of all functions of the system: each is deployed under a name without its context. */
    static List<String> functions(Project project) {
        return project.tree().files().stream()
                .filter(path ->
                        path.matches(".*/src/main/java/.*/handler/\\w+Handler\\.java") && !path.startsWith("tools/"))
                .map(path -> path.replaceFirst(".*/(\\w+)Handler\\.java", "$1"))
                .toList();
    }

    /**
     * What a store keeps, in the singular; after a colon its plural, where English forms it in a way of its own.
     *
     * @return the singular and the plural
     */
    static List<Name> ofStore(String text) throws UserErrorException {
        if (!text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*(:[a-z][a-z0-9]*(-[a-z0-9]+)*)?")) {
            throw refused("store", text, "expected a noun such as invoice, invoice-line or person:people");
        }
        var singular = Name.of(text.replaceFirst(":.*", ""));
        var plural = text.contains(":") ? Name.of(text.replaceFirst(".*:", "")) : singular.plural();
        for (var name : List.of(singular, plural)) {
            requireFree("store", text, name.lowerCamel());
            requireLength("store", text, TABLE_LENGTH, "-" + name.kebab());
        }
        if (plural.equals(singular)) {
            throw refused("store", text, "expected a plural that differs from the singular");
        }
        return List.of(singular, plural);
    }

    /** Tables are deployed, and shared by functions, under names without their context. */
    static void requireTable(Project project, String store) throws UserErrorException {
        var plural = ofStore(store).getLast();
        var taken = project.tree().files().stream()
                .filter(path -> path.matches("[^/]*(-context|infra-cdk)/src/main/java/.*"))
                .filter(path ->
                        path.matches("(?i).*/(" + plural.upperCamel() + "|" + plural.upperCamel() + "Table)\\.java")
                                || project.tree().text(path).contains("physicalName(\"" + plural.kebab() + "\")"))
                .findFirst();
        if (taken.isPresent()) {
            throw refused("store", store, "taken: there is " + taken.get());
        }
    }

    /** Neither a word of Java nor a class that every source knows. */
    static void requireFree(String kind, String text, String name) throws UserErrorException {
        if (SourceVersion.isKeyword(name)
                || Set.of("record", "var", "yield", "sealed", "permits", "when").contains(name)) {
            throw refused(kind, text, "a word of Java");
        }
        var type = Name.of(name).upperCamel();
        var known = COMMON.stream()
                .map(common -> common + "." + type)
                .filter(Names::exists)
                .findFirst();
        if (known.isPresent()) {
            throw refused(kind, text, "Java has a class " + known.get());
        }
    }

    static UserErrorException refused(String kind, String name, String why) {
        return new UserErrorException("%s %s: %s".formatted(kind, name, why));
    }

    private static void requireLength(String kind, String name, int most, String deployed) throws UserErrorException {
        var whole = LONGEST_STAGE + deployed;
        if (whole.length() > most) {
            throw refused(kind, name, "%s has %d characters, AWS takes %d".formatted(whole, whole.length(), most));
        }
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
