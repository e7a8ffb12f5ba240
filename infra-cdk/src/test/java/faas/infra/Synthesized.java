package faas.infra;

import faas.infra.planted.PlantedSystem;
import faas.infra.policy.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * A stage's templates, in words: {@code ${Invoices/Table.Arn}} is an attribute of the resource at that construct path,
 * of whichever stack. So a test names what a person would name, and not logical ids.
 */
public final class Synthesized {
    /** The demo stages of systems, by the system's class; each made when the first test asks for it. */
    private static final Map<Class<?>, Synthesized> DEMOS = new ConcurrentHashMap<>();

    /** Templates by stack: those that this object is about, and all of the app, whose names these use. */
    private final Map<String, Map<String, Object>> templates;

    private final Map<String, Map<String, Object>> all;
    private final Map<String, String> pathOfLogicalId = new TreeMap<>();

    private Synthesized(App app) {
        all = new LinkedHashMap<>();
        app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .forEach(stack ->
                        all.put(stack.getStackName(), Template.fromStack(stack).toJSON()));
        all.forEach((stack, template) -> map(template, "Resources")
                .forEach((id, resource) -> pathOfLogicalId.put(
                        id, path(stack, map(map(resource, "Metadata"), "").get("aws:cdk:path")))));
        templates = all;
    }

    private Synthesized(Synthesized whole, List<String> stacks) {
        all = whole.all;
        pathOfLogicalId.putAll(whole.pathOfLogicalId);
        templates = new LinkedHashMap<>();
        stacks.forEach(stack -> templates.put(
                stack, Objects.requireNonNull(all.get(stack), () -> stack + " is none of " + all.keySet())));
    }

    /** The demo stage of the system on the class path. */
    public static Synthesized demo() {
        return demoOf(SystemDefinition.load());
    }

    /** The demo stage of a system, synthesized once for every test class. */
    public static Synthesized demoOf(SystemDefinition system) {
        return DEMOS.computeIfAbsent(system.getClass(), _ -> of(system, system.stage("demo", Map.of())));
    }

    /** A stage of a system. */
    public static Synthesized of(SystemDefinition system, Stage stage) {
        Path directory = temporaryDirectory();
        return of(StageApp.of(
                        system.contexts(),
                        system.flow(),
                        stage,
                        functionPackages(directory),
                        directory.resolve("cdk.out"))
                .app());
    }

    /** The stacks of an app that a test puts together. */
    public static Synthesized of(App app) {
        return new Synthesized(app);
    }

    /** Some of the stacks. What they use of others is still in words. */
    public Synthesized only(String... stacks) {
        return new Synthesized(this, List.of(stacks));
    }

    /**
     * Packages as the build would leave them, with next to nothing in them: of every module, and of planted contexts.
     */
    public static FunctionPackages functionPackages(Path directory) {
        try {
            List<Path> modules = new ArrayList<>(modules());
            modules.add(Path.of(PlantedSystem.MODULE));
            for (Path module : modules) {
                Path lib = directory.resolve(module).resolve("target/function/lib");
                Files.createDirectories(lib);
                Files.writeString(lib.resolve("functions.jar"), module.toString());
            }
            return new FunctionPackages(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's modules, by folder. */
    private static List<Path> modules() throws IOException {
        Path root = Path.of("..").toRealPath();
        try (Stream<Path> folders = Files.walk(root, 2)) {
            return folders.filter(folder -> !folder.equals(root) && Files.exists(folder.resolve("pom.xml")))
                    .map(root::relativize)
                    .toList();
        }
    }

    /** Properties of every resource of a type, by construct path. */
    public Map<String, Map<String, Object>> propertiesOf(String type) {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        templates.forEach((stack, template) -> map(template, "Resources").forEach((id, resource) -> {
            if (type.equals(map(resource, "").get("Type"))) {
                found.put(path(id), inWords(map(resource, "Properties")));
            }
        }));
        return found;
    }

    /** Every resource of a type with its attributes: what becomes of it when its stack goes, for one. */
    public List<Map<String, Object>> attributesOf(String type) {
        return templates.values().stream()
                .flatMap(template -> map(template, "Resources").values().stream())
                .map(resource -> map(resource, ""))
                .filter(resource -> type.equals(resource.get("Type")))
                .toList();
    }

    /** Properties of the one resource at a construct path. */
    public Map<String, Object> propertiesAt(String type, String path) {
        Map<String, Object> found = propertiesOf(type).get(path);
        if (found == null) {
            throw new AssertionError("no %s at %s, but at %s"
                    .formatted(type, path, propertiesOf(type).keySet()));
        }
        return found;
    }

    /** What the role of a function allows, a line a statement. */
    public List<String> permissionsOf(String function) {
        Object policies = in(propertiesAt("AWS::IAM::Role", function + "/Service/Role"), "Policies");
        return list(policies).stream()
                .map(policy -> in(in(policy, "PolicyDocument"), "Statement"))
                .flatMap(statements -> list(statements).stream())
                .map(Synthesized::permission)
                .toList();
    }

    private static String permission(Object statement) {
        if (!in(statement, "Effect").equals("Allow")) {
            throw new AssertionError("a statement of a role allows: " + statement);
        }
        Object action = in(statement, "Action");
        String actions = action instanceof List<?> several
                ? String.join(", ", several.stream().map(String::valueOf).toList())
                : action.toString();
        Object resource = in(statement, "Resource");
        if (!(statement instanceof Map<?, ?> fields) || !fields.containsKey("Condition")) {
            return actions + " on " + resource;
        }
        Object keys = in(in(in(statement, "Condition"), "ForAllValues:StringLike"), "dynamodb:LeadingKeys");
        return actions + " on " + resource + " for "
                + list(keys).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Outputs of every stack, without CDK's own exports. */
    public Map<String, Object> outputs() {
        Map<String, Object> outputs = new TreeMap<>();
        templates
                .values()
                .forEach(template -> map(template, "Outputs").forEach((key, output) -> {
                    if (!key.startsWith("ExportsOutput")) {
                        outputs.put(key, inWords(map(output, "").get("Value")));
                    }
                }));
        return outputs;
    }

    /** By stack. */
    public Map<String, Map<String, Object>> templates() {
        return templates;
    }

    /** Stacks whose exports a stack imports. */
    public List<String> importsOf(String stack) {
        return Stream.of(Objects.requireNonNull(all.get(stack)).toString().split("Fn::ImportValue="))
                .skip(1)
                .map(text -> text.substring(0, text.indexOf(':')))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Every alarm, as {@code <namespace> <statistic> <metric> of <what it watches> > <threshold>}, or {@code
     * <expression> > <threshold>}.
     */
    public List<String> alarms() {
        return propertiesOf("AWS::CloudWatch::Alarm").values().stream()
                .map(Synthesized::alarm)
                .toList();
    }

    private static String alarm(Map<String, Object> alarm) {
        if (!"GreaterThanThreshold".equals(alarm.get("ComparisonOperator"))) {
            throw new AssertionError("an alarm watches for a value that is too large: " + alarm);
        }
        if (alarm.containsKey("Metrics")) {
            return "%s > %s"
                    .formatted(
                            list(alarm.get("Metrics")).stream()
                                    .map(metric -> map(metric, "").get("Expression"))
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElseThrow(),
                            alarm.get("Threshold"));
        }
        return "%s %s %s of %s > %s"
                .formatted(
                        alarm.get("Namespace"),
                        alarm.getOrDefault("Statistic", alarm.get("ExtendedStatistic")),
                        alarm.get("MetricName"),
                        in(list(alarm.get("Dimensions")).getFirst(), "Value"),
                        alarm.get("Threshold"));
    }

    /** Every function, as {@code <name> <memory> MiB, <time-out> s: <handler>}. */
    public List<String> functions() {
        return propertiesOf("AWS::Lambda::Function").entrySet().stream()
                .map(function -> "%s %s MiB, %s s: %s"
                        .formatted(
                                function.getKey().replace("/Service/Function", ""),
                                function.getValue().get("MemorySize"),
                                function.getValue().get("Timeout"),
                                function.getValue().get("Handler")))
                .toList();
    }

    /** Concurrency that functions have for themselves, by function. */
    public Map<String, Object> reservations() {
        Map<String, Object> reservations = new TreeMap<>();
        propertiesOf("AWS::Lambda::Function").forEach((path, function) -> {
            if (function.containsKey("ReservedConcurrentExecutions")) {
                reservations.put(path.replace("/Service/Function", ""), function.get("ReservedConcurrentExecutions"));
            }
        });
        return reservations;
    }

    /** How a function is invoked asynchronously, by its alias and by the version behind it. */
    public List<Map<String, Object>> asyncConfigsOf(String function) {
        return propertiesOf("AWS::Lambda::EventInvokeConfig").values().stream()
                .filter(config -> "${%s/Service/Function}".formatted(function).equals(config.get("FunctionName")))
                .toList();
    }

    /** The environment of a function. */
    public Map<String, Object> environmentOf(String function) {
        return map(
                map(propertiesAt("AWS::Lambda::Function", function + "/Service/Function"), "Environment"), "Variables");
    }

    /** The statements of a queue's or topic's policy. */
    public List<Object> statements(String type, String path) {
        return list(in(in(propertiesAt(type, path), "PolicyDocument"), "Statement"));
    }

    /** Types of every resource. */
    public List<String> types() {
        return templates.values().stream()
                .flatMap(template -> map(template, "Resources").values().stream())
                .map(resource -> String.valueOf(map(resource, "").get("Type")))
                .distinct()
                .sorted()
                .toList();
    }

    private String path(String logicalId) {
        return pathOfLogicalId.getOrDefault(logicalId, logicalId);
    }

    private static String path(String stack, @Nullable Object constructPath) {
        return String.valueOf(constructPath).replaceFirst("^" + stack + "/", "").replaceFirst("/Resource$", "");
    }

    private Map<String, Object> inWords(Map<String, Object> values) {
        Map<String, Object> words = new TreeMap<>();
        values.forEach((key, value) -> words.put(key, inWords(value)));
        return words;
    }

    private Object inWords(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map
            when map.size() == 1 && map.containsKey("Ref") -> "${" + path(text(map.get("Ref"))) + "}";
            case Map<?, ?> map
            when map.get("Fn::GetAtt") instanceof List<?> attribute ->
                "${" + path(text(attribute.get(0))) + "." + attribute.get(1) + "}";
            case Map<?, ?> map when map.containsKey("Fn::ImportValue") -> exported(text(map.get("Fn::ImportValue")));
            case Map<?, ?> map
            when map.get("Fn::Join") instanceof List<?> join ->
                list(join.get(1)).stream()
                        .map(this::inWords)
                        .map(Object::toString)
                        .collect(Collectors.joining(text(join.get(0))));
            case Map<?, ?> map
            when map.get("Fn::Select") instanceof List<?> select ->
                "select(%s, %s)".formatted(select.get(0), inWords(select.get(1)));
            case Map<?, ?> map
            when map.get("Fn::Split") instanceof List<?> split ->
                "split(%s, %s)".formatted(split.get(0), inWords(split.get(1)));
            case Map<?, ?> map -> inWords(map(map, ""));
            case List<?> list -> list.stream().map(this::inWords).toList();
            default -> value;
        };
    }

    /**
     * What the exporting stack exports, in words: which stack it lives in does not matter to what may be done with it.
     */
    private Object exported(String name) {
        return all.values().stream()
                .flatMap(template -> map(template, "Outputs").values().stream())
                .filter(output -> name.equals(map(output, "Export").get("Name")))
                .findFirst()
                .map(output -> inWords(map(output, "").get("Value")))
                .orElseThrow(() -> new AssertionError("nothing exports " + name));
    }

    /** What stands under the key of a JSON object; fails where nothing does. */
    public static Object in(Object json, String key) {
        Object value = map(json, "").get(key);
        if (value == null) {
            throw new AssertionError("no %s in %s".formatted(key, json));
        }
        return value;
    }

    public static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : List.copyOf((List<?>) value);
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    /** A child of a JSON object, or the object itself where the key is empty; an empty map where there is none. */
    @SuppressWarnings("unchecked") // what CDK's assertions return is JSON
    static Map<String, Object> map(Object parent, String key) {
        Object child = key.isEmpty() ? parent : ((Map<String, Object>) parent).get(key);
        return child == null ? Map.of() : (Map<String, Object>) child;
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), "synthesized");
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
