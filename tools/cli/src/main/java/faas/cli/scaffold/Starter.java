package faas.cli.scaffold;

import faas.cli.UserErrorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The starter: a small system that the build compiles and tests, and whose files are made into those of a project. A
 * piece of it, such as a function, is the files whose names have the piece's name in them.
 */
final class Starter {

    static final String ROOT_PACKAGE = "com.example";
    static final Name CONTEXT = Name.of("sample");
    static final Name STORE = Name.of("note");
    static final Name EVENT = Name.of("EntryKept");
    static final String EVENT_TYPE = "sample.entry-kept.v1";

    private static final String FOLDER = "tools/starter/";

    /** Where the files of a module of the starter go. */
    private record Module(String from, String to) {}

    private static final Module FUNCTIONS = new Module(FOLDER + "sample-context/", "sample-context/");
    private static final Module CONTRACT = new Module(FOLDER + "events/", "events-schema/");
    private static final Module STACKS = new Module(FOLDER + "infra/", "infra-cdk/");
    private static final Module ACCEPTANCE = new Module(FOLDER + "acceptance/", "acceptance-tests/");

    /** What a context has without any piece. */
    static final List<String> CONTEXT_FILES = List.of(
            FUNCTIONS.from() + "pom.xml",
            STACKS.from() + "src/main/java/com/example/infra/sample/SampleContext.java",
            STACKS.from() + "src/main/java/com/example/infra/sample/SampleStack.java");

    static final String EVENT_TYPES = CONTRACT.from() + "src/main/java/com/example/events/sample/SampleEventType.java";
    static final String EVENT_FORMAT =
            CONTRACT.from() + "src/main/java/com/example/events/sample/SampleEventFormat.java";
    static final String MONEY = CONTRACT.from() + "src/main/java/com/example/events/sample/Money.java";
    static final String ASYNC_API = CONTRACT.from() + "src/main/resources/sample/asyncapi.json";
    static final String OPEN_API = CONTRACT.from() + "src/main/resources/sample/openapi.json";

    private final Tree tree;

    Starter(Tree tree) {
        this.tree = tree;
    }

    /** The files of a function, a store or an event. */
    List<String> piece(Name... names) {
        return tree.below("tools/starter").stream()
                .filter(path -> Stream.of(names).anyMatch(name -> isNamed(path, name)))
                .toList();
    }

    /** What a contract has beside the events. */
    List<String> contract(boolean withMoney) {
        var files = new ArrayList<>(List.of(EVENT_TYPES, EVENT_FORMAT, ASYNC_API));
        if (withMoney) {
            files.add(MONEY);
        }
        return files;
    }

    String text(String file) {
        return tree.text(file);
    }

    /** The lines of every dependency that the functions of the starter's context have between them. */
    List<String> dependencies() {
        return Poms.blocks(tree.text(FUNCTIONS.from() + "pom.xml"));
    }

    /**
     * Copies files into the project under their new names, each with its package's {@code package-info.java}.
     *
     * @return the new files
     */
    List<String> copy(Collection<String> files, Renaming renaming) throws UserErrorException {
        var made = new ArrayList<String>();
        for (var file : files) {
            var path = target(file, renaming);
            var text = renaming.apply(tree.text(file));
            tree.create(path, path.endsWith(".java") ? Comments.fit(text) : text);
            made.add(path);
        }
        for (var file : files) {
            var info = file.substring(0, file.lastIndexOf('/')) + "/package-info.java";
            if (tree.has(info) && !tree.has(target(info, renaming))) {
                tree.create(target(info, renaming), renaming.apply(tree.text(info)));
            }
        }
        return made;
    }

    private static String target(String file, Renaming renaming) {
        for (var module : List.of(FUNCTIONS, CONTRACT, STACKS, ACCEPTANCE)) {
            if (file.startsWith(module.from())) {
                return renaming.apply(module.to() + file.substring(module.from().length()));
            }
        }
        throw new IllegalArgumentException(file + ": in no module of the starter");
    }

    private static boolean isNamed(String path, Name name) {
        var file = path.substring(path.lastIndexOf('/') + 1);
        return Stream.of(name, name.plural())
                .anyMatch(each -> file.matches(".*" + each.upperCamel() + "(?![a-z]).*")
                        || file.matches("(.*[-.])?" + each.kebab() + "(?![a-z]).*"));
    }
}
