package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.List;

/**
 * Where a project has what belongs to a context. Its packages are found from the class that
 * {@code META-INF/services} names as the system's definition.
 *
 * @param rootPackage that which the contexts' packages are in, such as {@code io.example}
 * @param system the file that lists the contexts
 */
record Project(Tree tree, String rootPackage, String system) {

    static final String POM = "pom.xml";
    static final String INFRA_POM = "infra-cdk/pom.xml";

    private static final String SERVICE = "infra-cdk/src/main/resources/META-INF/services/faas.infra.SystemDefinition";
    private static final String MODULE = "-context";

    static Project of(Tree tree) throws UserErrorException {
        if (!tree.has(SERVICE)) {
            throw new UserErrorException(SERVICE + ": no such file, which names the system");
        }
        var system = tree.text(SERVICE).strip();
        var end = system.lastIndexOf(".infra.");
        if (end < 0) {
            throw new UserErrorException(
                    SERVICE + ": " + system + ": expected a class in a package that ends in .infra");
        }
        return new Project(
                tree, system.substring(0, end), "infra-cdk/src/main/java/" + system.replace('.', '/') + ".java");
    }

    /** The contexts that have a module, by name. */
    List<String> contexts() {
        return tree.files().stream()
                .filter(path -> path.matches("[a-z0-9]+" + MODULE + "/pom\\.xml"))
                .map(path -> path.substring(0, path.indexOf(MODULE)))
                .toList();
    }

    void requireContext(String context) throws UserErrorException {
        if (!contexts().contains(context) || !tree.has(stack(context))) {
            throw new UserErrorException("no context '" + context + "'; there are " + contexts());
        }
    }

    /** The context's function package. */
    static String module(String context) {
        return context + MODULE;
    }

    /** The folder of a package below the root package: {@code sources("infra-cdk", "main", "infra.billing")}. */
    String sources(String module, String kind, String name) {
        return module + "/src/" + kind + "/java/" + (rootPackage + "." + name).replace('.', '/');
    }

    String stack(String context) {
        return sources("infra-cdk", "main", "infra." + context) + "/"
                + Name.of(context).upperCamel() + "Stack.java";
    }

    /** The context's documents and schemas. */
    static String contract(String context) {
        return "events-schema/src/main/resources/" + context;
    }

    /** The simple name of the class that defines the system. */
    String systemClass() {
        return system.replaceFirst(".*/(\\w+)\\.java", "$1");
    }

    /** The class of a context in the list of contexts. */
    String contextClass(String context) {
        return rootPackage + ".infra." + context + "." + Name.of(context).upperCamel() + "Context";
    }

    /** The enum of the context's event types. */
    String eventType(String context) {
        return sources("events-schema", "main", "events." + context) + "/"
                + Name.of(context).upperCamel() + "EventType.java";
    }

    List<String> contextsWithEvents() {
        return contexts().stream()
                .filter(context -> tree.has(eventType(context)))
                .toList();
    }

    static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Every folder that is the context's alone. */
    List<String> folders(String context) {
        return List.of(
                module(context),
                contract(context),
                sources("events-schema", "main", "events." + context),
                sources("events-schema", "test", "events." + context),
                sources("infra-cdk", "main", "infra." + context),
                sources("infra-cdk", "test", "infra." + context),
                sources("acceptance-tests", "test", "acceptance." + context));
    }
}
