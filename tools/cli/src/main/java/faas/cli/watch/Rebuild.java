package faas.cli.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.Shutdown;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds what changes in the sources: archives of modules, the function packages that hold them, the cloud assembly. All
 * of it goes to a folder of its own; what the build left stays as it is. For use by one thread.
 */
final class Rebuild {

    /**
     * A new cloud assembly.
     *
     * @param modules whose changes are in it, such as {@code billing-context, infra-cdk}
     * @param begun when the change was seen, by {@link System#nanoTime}
     */
    record Result(String modules, Path assembly, long begun) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path folder;
    private final PrintStream err;
    private final Compiler compiler;
    private final Synthesis synthesis;

    /** Each after those that it is compiled against. */
    private final List<SourceModule> modules;

    private final SourceModule declaration;

    /** The modules' archives as the build made them, by file name, in a function package, where no build changes them. */
    private final Map<String, Path> builtJars;

    /** The archives of modules that have changed since then, by file name. */
    private Map<String, Path> changedJars = Map.of();

    /** Function packages with changed archives, by all their archives: one without a further change keeps its place. */
    private final Map<List<Path>, Path> packages = new HashMap<>();

    /** What CDK wrote, with the function packages of the build. */
    private Path declared;

    private Map<SourceModule, Map<Path, FileTime>> seen;
    private Map<SourceModule, Map<Path, FileTime>> tried;
    private List<Long> poms;

    /** Modules whose changes are not in an assembly yet, since there are errors in them or in what uses them. */
    private final Set<SourceModule> pending = new LinkedHashSet<>();

    /** Whether something that the declaration uses has changed since it was synthesized. */
    private boolean undeclared;

    /** What is the case where something does not compile. */
    private String otherwise = "nothing was started";

    private long begun;
    private int number;

    /**
     * Begins to watch the modules whose archives are in function packages, and the declaration.
     *
     * @param assembly what the build synthesized
     * @param folder an empty one
     * @param err where errors in the sources are told
     */
    Rebuild(Path root, Path assembly, Path folder, PrintStream err) throws IOException {
        this.root = root;
        this.folder = folder;
        this.err = err;
        this.declared = assembly;
        this.compiler = new Compiler(root);
        var packaged = new TreeMap<String, Path>();
        for (var functionPackage : packages(assembly)) {
            jars(functionPackage.toRealPath()).forEach(jar -> packaged.put(name(jar), jar));
        }
        this.modules = SourceModule.find(root, packaged.keySet());
        this.declaration =
                modules.stream().filter(SourceModule::isDeclaration).findFirst().orElseThrow();
        this.builtJars = modules.stream()
                .map(SourceModule::jar)
                .filter(packaged::containsKey)
                .collect(Collectors.toMap(jar -> jar, jar -> Objects.requireNonNull(packaged.get(jar))));
        this.synthesis = new Synthesis(
                root,
                declaration.classPath().stream()
                        .filter(entry -> !builtJars.containsKey(name(entry)))
                        .toList());
        this.seen = look();
        this.tried = seen;
        this.poms = poms();
    }

    /** The watched modules, such as {@code billing-context, infra-cdk}. */
    String watched() {
        return names(modules);
    }

    /** Synthesizes what the build did, beside all else: whoever does so for the first time waits for Node.js and CDK. */
    void warmUp() {
        var jars = archives(Map.of(declaration.jar(), declaration.folder().resolve("target/classes")));
        Thread.ofPlatform().daemon().name("warm-up").start(() -> synthesis.run(jars, folder.resolve("warm-up")));
    }

    /** Builds these modules, whose sources have changed since the build; empty where that fails, which is told. */
    Optional<Result> catchUp(Collection<String> changed) throws IOException {
        begun = System.nanoTime();
        modules.stream()
                .filter(module -> changed.contains(names(List.of(module))))
                .forEach(pending::add);
        return rebuild();
    }

    /** Whether the next look synthesizes, since something that the declaration uses has changed. */
    boolean isUndeclared() {
        return undeclared;
    }

    /**
     * Looks at the sources, and builds what has changed once two looks find the same: an editor may still be writing.
     *
     * @return empty where nothing has changed, or where it cannot be built, which is told
     */
    Optional<Result> next() throws IOException {
        var pomsNow = poms();
        if (!pomsNow.equals(poms)) {
            poms = pomsNow;
            err.println("pom.xml changed: restart ./faas up");
        }
        var now = look();
        if (!now.equals(seen)) {
            if (seen.equals(tried)) {
                begun = System.nanoTime();
            }
            seen = now;
            return Optional.empty();
        }
        if (!now.equals(tried)) {
            otherwise = "the system stays as it was";
            modules.stream()
                    .filter(module -> !Objects.equals(now.get(module), tried.get(module)))
                    .forEach(pending::add);
            tried = now;
            return rebuild();
        }
        if (undeclared) {
            begun = System.nanoTime();
            undeclared = false;
            return declare();
        }
        return Optional.empty();
    }

    private Optional<Result> rebuild() throws IOException {
        var place = newPlace();
        var jars = new HashMap<>(changedJars);
        var affected = new LinkedHashSet<SourceModule>();
        for (var module : modules) {
            if (pending.contains(module) || affected.stream().anyMatch(module::uses)) {
                affected.add(module);
                if (!compile(module, jars, place)) {
                    err.println(names(List.of(module)) + ": does not compile, " + otherwise);
                    return Optional.empty();
                }
            }
        }
        if (pending.contains(declaration)) {
            var synthesized = synthesize(jars, place);
            if (synthesized.isEmpty()) {
                return Optional.empty();
            }
            declared = synthesized.get();
        }
        // Functions run the new code first: the declaration mostly stays the same.
        undeclared = affected.contains(declaration) && !pending.contains(declaration);
        changedJars = jars;
        var changed = names(pending);
        pending.clear();
        return Optional.of(new Result(changed, assemble(place), begun));
    }

    private Optional<Result> declare() throws IOException {
        var place = newPlace();
        var synthesized = synthesize(changedJars, place);
        if (synthesized.isEmpty()) {
            pending.add(declaration);
            return Optional.empty();
        }
        if (templates(synthesized.get()).equals(templates(declared))) {
            return Optional.empty();
        }
        declared = synthesized.get();
        return Optional.of(new Result(names(List.of(declaration)), assemble(place), begun));
    }

    private boolean compile(SourceModule module, Map<String, Path> jars, Path place) throws IOException {
        var jar = place.resolve(module.jar());
        var classPath = module.classPath().stream()
                .map(entry -> jars.getOrDefault(name(entry), builtJars.getOrDefault(name(entry), entry)))
                .toList();
        jars.put(module.jar(), jar);
        return compiler.compile(module, tried.getOrDefault(module, Map.of()).keySet(), classPath, jar, err);
    }

    private Optional<Path> synthesize(Map<String, Path> jars, Path place) {
        var synthesized = place.resolve("cdk.out");
        var refusal = synthesis.run(archives(jars), synthesized);
        // CDK's Node.js process ends, or does not start, once this process has been told to end.
        if (!refusal.isEmpty() && !Shutdown.hasBegun()) {
            err.println(refusal);
            err.println(names(List.of(declaration)) + ": cannot be synthesized, the declaration stays as it was");
        }
        return refusal.isEmpty() ? Optional.of(synthesized) : Optional.empty();
    }

    /** Those of the declaration, and of the modules that it uses. */
    private List<Path> archives(Map<String, Path> changed) {
        return modules.stream()
                .filter(module -> module.equals(declaration) || declaration.uses(module))
                .map(module -> Objects.requireNonNull(changed.getOrDefault(module.jar(), builtJars.get(module.jar()))))
                .toList();
    }

    /** What was synthesized last, with the function packages as they are now. */
    private Path assemble(Path place) throws IOException {
        var assembly = Files.createDirectory(place.resolve("assembly"));
        for (var part : list(declared)) {
            var name = assembly.resolve(name(part));
            if (Files.isDirectory(part)) {
                Files.createSymbolicLink(name, withChangedJars(part.toRealPath(), place));
            } else {
                Files.copy(part, name);
            }
        }
        return assembly;
    }

    /** Links archives, but a function package without changed archives is the built one itself. */
    private Path withChangedJars(Path built, Path place) throws IOException {
        var own = jars(built);
        var current = own.stream()
                .map(jar -> changedJars.getOrDefault(name(jar), jar))
                .toList();
        var known = own.equals(current) ? built : packages.get(current);
        if (known != null) {
            return known;
        }
        var changed = place.resolve("packages").resolve(name(built));
        var lib = Files.createDirectories(changed.resolve("lib"));
        for (var jar : current) {
            Files.createSymbolicLink(lib.resolve(name(jar)), jar);
        }
        packages.put(current, changed);
        return changed;
    }

    private Path newPlace() throws IOException {
        number++;
        return Files.createDirectory(folder.resolve(Integer.toString(number)));
    }

    private Map<SourceModule, Map<Path, FileTime>> look() throws IOException {
        var files = new LinkedHashMap<SourceModule, Map<Path, FileTime>>();
        for (var module : modules) {
            files.put(module, module.files());
        }
        return files;
    }

    /** When the files changed that only a build reads. */
    private List<Long> poms() {
        return Stream.concat(Stream.of(root), modules.stream().map(SourceModule::folder))
                .map(folder -> folder.resolve("pom.xml").toFile().lastModified())
                .toList();
    }

    private String names(Collection<SourceModule> some) {
        return some.stream()
                .map(module -> root.relativize(module.folder()).toString())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> templates(Path assembly) throws IOException {
        var contents = new TreeMap<String, String>();
        for (var file : list(assembly)) {
            if (Files.isRegularFile(file)) {
                contents.put(name(file), Files.readString(file));
            }
        }
        return contents;
    }

    /** Those that a stack names. Packages of earlier declarations lie beside them. */
    private static Set<Path> packages(Path assembly) throws IOException {
        var packages = new LinkedHashSet<Path>();
        for (var file : list(assembly)) {
            if (name(file).endsWith(".assets.json")) {
                for (var asset : JSON.readTree(file.toFile()).path("files")) {
                    packages.add(
                            assembly.resolve(asset.path("source").path("path").asText()));
                }
            }
        }
        return packages;
    }

    /** Archives of a function package; none where it is something else. */
    private static List<Path> jars(Path part) throws IOException {
        return Files.isDirectory(part.resolve("lib")) ? list(part.resolve("lib")) : List.of();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
