package faas.cli.scaffold;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A system made of this project: everything that knows no context, and a small context to begin with.
 *
 * @param rootPackage that of its contexts, contracts and stacks
 * @param name such as {@code web-shop}
 */
public record NewSystem(String rootPackage, String name) {

    /** Files and folders that are kept, as far as git tracks them and this system's own package is not in them. */
    private static final List<String> KEPT = List.of(
            ".editorconfig",
            ".github/",
            ".gitignore",
            ".mvn/",
            ".vscode/",
            "LICENSE",
            "acceptance-tests/",
            "docs/conformance.md",
            "docs/deploying.md",
            "docs/environment.md",
            "docs/evolving-events.md",
            "docs/failures.md",
            "docs/local-cloud.md",
            "docs/new-context.md",
            "docs/operating.md",
            "events-schema/pom.xml",
            "events-schema/src/main/java/",
            "events-schema/src/test/",
            "faas",
            "function-kit/",
            "infra-cdk/",
            "localstack/",
            "pom.xml",
            "tools/");

    private static final String DEFINITION =
            "infra-cdk/src/main/resources/META-INF/services/faas.infra.SystemDefinition";
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final Pattern RESERVED = Pattern.compile("(faas|java|javax|jdk|com\\.example)(\\..*)?");
    /** The rules of the code's structure find these in any part of a package's name. */
    private static final List<String> LAYERS = List.of("domain", "application", "adapter", "handler");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** With {@code production-} before it, the 64 characters of a function's name, the shortest limit of AWS. */
    private static final int LONGEST_NAME = 53;

    /** The starter's definition of a system, and the stage that its acceptance tests run on. */
    private static final Pattern OWN =
            Pattern.compile("tools/starter/(infra|acceptance)(/src/(?:main|test)/java/)com/example/([^/]+/[^/]+)");

    private static final String CONTEXT = "catalog";
    private static final String STARTER = "StarterSystem";

    private static final Pattern MODULE = Pattern.compile("\\n *<module>(.*)</module>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "(?s)\\n *<dependency>\\s*<groupId>faas</groupId>\\s*<artifactId>([^<]*)</artifactId>.*?</dependency>");
    private static final Pattern LICENSES = Pattern.compile("(?s)(\\n) *<licenses>.*?</licenses>");
    /** A part of a document that is about this system only. */
    private static final Pattern EXAMPLE_PART =
            Pattern.compile("(?s)(<!-- example -->\n).*?<!-- end of example -->\n\n?");

    private static final Pattern EXAMPLE_LINE = Pattern.compile("(\\n).* # example(?=\\n)");

    /**
     * A system of that package and name.
     *
     * @throws UserErrorException where Java would not take the package, or AWS the name after a stage's
     */
    public static NewSystem of(String rootPackage, String name) throws UserErrorException {
        if (!PACKAGE.matcher(rootPackage).matches() || !SourceVersion.isName(rootPackage)) {
            throw Names.refused("package", rootPackage, "expected a Java package in lower case, such as org.shop");
        }
        if (RESERVED.matcher(rootPackage).matches()) {
            throw Names.refused(
                    "package", rootPackage, "faas, java, javax, jdk and com.example are the packages of others");
        }
        for (var part : rootPackage.split("\\.", -1)) {
            if (LAYERS.contains(part)) {
                throw Names.refused("package", rootPackage, part + " is the name of a layer inside a context");
            }
        }
        if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw Names.refused(
                    "--name",
                    name,
                    "expected lower-case letters, digits and single hyphens, a letter first, at most " + LONGEST_NAME);
        }
        return new NewSystem(rootPackage, name);
    }

    /**
     * The new system's files by their paths, before the formatter.
     *
     * @param project a clone of this project, which is only read
     */
    public SortedMap<String, String> files(Path project) throws IOException, InterruptedException, UserErrorException {
        var tree = tree(project);
        addFirstContext(tree);
        var files = new TreeMap<String, String>();
        tree.files().forEach(path -> files.put(path, tree.text(path)));
        return files;
    }

    /** What is kept of a project, and as changes the definition of a system without contexts. */
    Tree tree(Path project) throws IOException, InterruptedException, UserErrorException {
        var old = Files.readString(project.resolve(DEFINITION)).strip();
        var oldFolder = folder(old.substring(0, old.lastIndexOf(".infra.")));
        var kept = new TreeMap<String, String>();
        for (var path : new Git(project).run("ls-files", "-z").split("\0", -1)) {
            if (isKept(path) && !path.contains("/java/" + oldFolder) && Files.isRegularFile(project.resolve(path))) {
                kept.put(path, Files.readString(project.resolve(path)));
            }
        }
        var tree = new Tree(kept);
        takeContextsOut(tree);
        tree.change("pom.xml", pom -> pom.replace(oldFolder + "**", folder(rootPackage) + "**"));
        tree.change(DEFINITION, _ -> rootPackage + ".infra." + type() + "\n");
        for (var path : tree.below("tools/starter")) {
            var own = OWN.matcher(path);
            if (own.matches()) {
                var module = own.group(1).equals("infra") ? "infra-cdk" : "acceptance-tests";
                tree.create(
                        module
                                + own.group(2)
                                + folder(rootPackage)
                                + own.group(3).replace(STARTER, type()),
                        ofThisSystem(tree.text(path)));
            }
        }
        tree.create("README.md", readme());
        return tree;
    }

    /** A context to begin with: it stores products, and shows them. */
    static void addFirstContext(Tree tree) throws UserErrorException {
        NewContext.in(tree, CONTEXT);
        for (var function : List.of("AddProduct=POST /products", "GetProduct=GET /products/{productId}")) {
            var route = function.substring(function.indexOf('=') + 1);
            new NewFunction(
                            function.substring(0, function.indexOf('=')),
                            CONTEXT,
                            Trigger.of("http", route.replaceFirst(" .*", "")),
                            Optional.empty(),
                            Optional.of("product"),
                            Optional.of(route),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .in(tree);
        }
    }

    private static boolean isKept(String path) {
        return KEPT.stream().anyMatch(kept -> kept.endsWith("/") ? path.startsWith(kept) : path.equals(kept));
    }

    /** Takes modules that are not kept out of each {@code pom.xml}, and lines about this system's contexts. */
    private static void takeContextsOut(Tree tree) {
        var gone = MODULE.matcher(tree.text("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .filter(module -> !tree.has(module + "/pom.xml"))
                .toList();
        var goneNames = gone.stream()
                .map(module -> module.substring(module.lastIndexOf('/') + 1))
                .toList();
        tree.change("pom.xml", pom -> without(LICENSES, without(MODULE, pom, gone::contains), _ -> true));
        for (var path : tree.files()) {
            if (path.endsWith("pom.xml")) {
                tree.change(path, pom -> without(DEPENDENCY, pom, goneNames::contains));
            } else if (path.endsWith(".md")) {
                tree.change(path, document -> without(EXAMPLE_PART, document, _ -> true));
            } else if (path.startsWith(".github/")) {
                tree.change(path, workflow -> without(EXAMPLE_LINE, workflow, _ -> true));
            }
        }
    }

    /** The text without the matches whose first group fits. */
    private static String without(Pattern pattern, String text, Predicate<String> fits) {
        return pattern.matcher(text)
                .replaceAll(match -> fits.test(match.group(1)) ? "" : Matcher.quoteReplacement(match.group()));
    }

    private static String folder(String packageName) {
        return packageName.replace('.', '/') + "/";
    }

    /** The class that defines the system, such as {@code WebShopSystem}. */
    private String type() {
        return Name.of(name).upperCamel() + "System";
    }

    /** A file of the starter's system, without its context. */
    private String ofThisSystem(String starter) {
        return starter.replaceAll("import com\\.example\\.infra\\.sample\\..*\n", "")
                .replaceAll("new \\w+Context\\(\\)", "")
                .replace("ROOT.resolve(\"tools/starter\")", "ROOT")
                .replace(Starter.ROOT_PACKAGE, rootPackage)
                .replace(STARTER, type())
                .replace("\"starter\"", "\"" + name + "\"");
    }

    private String readme() throws IOException {
        try (var file = Objects.requireNonNull(NewSystem.class.getResourceAsStream("README.md.txt"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .replace("{package}", rootPackage)
                    .replace("{name}", name)
                    .replace("{type}", type())
                    .replace("{context}", CONTEXT);
        }
    }

    /** Writes all files to a folder, those that can be executed in the project as such. */
    static void write(Tree tree, Path project, Path folder) throws IOException {
        for (var path : tree.files()) {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, tree.text(path));
            if (Files.isExecutable(project.resolve(path)) && !file.toFile().setExecutable(true, false)) {
                throw new IOException("cannot be made executable: " + file);
            }
        }
    }

    /** Makes a repository of a folder, whatever the user has set for others: signatures, hooks, ignored files. */
    void commit(Path folder, String toolsCommit) throws IOException, InterruptedException {
        var git = new Git(folder);
        git.run("init", "--quiet");
        git.run("symbolic-ref", "HEAD", "refs/heads/main");
        git.run("-c", "core.excludesFile=/dev/null", "add", "--all");
        var message = "Begin " + name + "\n\nThe tools are those of commit " + toolsCommit + ".";
        var arguments = new ArrayList<>(List.of("-c", "commit.gpgsign=false"));
        if (!git.knowsItsUser()) {
            arguments.addAll(List.of("-c", "user.name=faas", "-c", "user.email=faas@localhost"));
        }
        arguments.addAll(List.of("commit", "--quiet", "--no-verify", "--message", message));
        git.run(arguments.toArray(String[]::new));
        git.run("branch", "tools");
    }
}
