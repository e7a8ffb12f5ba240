package io.orderchannel.infra;

import faas.infra.policy.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/**
 * A stage's templates, in words: {@code ${Orders/Table.Arn}} is an attribute of the resource at that construct path, of
 * whichever stack. So a test names what a person would name, and not logical ids.
 */
public final class Synthesized {
    /** Whose resources the tests of this module list one by one. Another context has a test of its own. */
    private static final List<String> LISTED =
            List.of("order-contract", "order", "channel-contract", "channel", "partner");

    private static final Synthesized WHOLE_DEMO = whole(Stage.demo());
    private static final Synthesized DEMO = WHOLE_DEMO.only(Stage.demo());

    private final Map<String, Map<String, Object>> templates = new LinkedHashMap<>();
    private final Map<String, String> pathOfLogicalId = new TreeMap<>();

    private Synthesized(App app) {
        app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .forEach(stack -> templates.put(
                        stack.getStackName(), Template.fromStack(stack).toJSON()));
        templates.forEach((stack, template) -> map(template, "Resources")
                .forEach((id, resource) -> pathOfLogicalId.put(
                        id, path(stack, map(map(resource, "Metadata"), "").get("aws:cdk:path")))));
    }

    private Synthesized(Synthesized whole, List<String> stacks) {
        pathOfLogicalId.putAll(whole.pathOfLogicalId);
        stacks.stream()
                .filter(whole.templates::containsKey)
                .forEach(stack -> templates.put(stack, whole.templates.get(stack)));
    }

    /** Order and Channel of the demo stage, synthesized once for every test class. */
    static Synthesized demo() {
        return DEMO;
    }

    /** The demo stage with every context, for what holds in each; synthesized once for every test class. */
    static Synthesized wholeDemo() {
        return WHOLE_DEMO;
    }

    /** Order and Channel of a stage. */
    static Synthesized of(Stage stage) {
        return whole(stage).only(stage);
    }

    static Synthesized whole(Stage stage) {
        Path directory = temporaryDirectory();
        return new Synthesized(OrderChannelApp.app(stage, functionPackages(directory), directory.resolve("cdk.out")));
    }

    private Synthesized only(Stage stage) {
        return new Synthesized(this, LISTED.stream().map(stage::physicalName).toList());
    }

    /** The stacks of an app that a test puts together. */
    public static Synthesized of(App app) {
        return new Synthesized(app);
    }

    /** Packages as the build would leave them, with next to nothing in them. */
    static FunctionPackages functionPackages(Path directory) {
        try {
            for (Path module : modules()) {
                Path lib = directory.resolve(module).resolve("target/function/lib");
                Files.createDirectories(lib);
                Files.writeString(lib.resolve("functions.jar"), module.toString());
            }
            return new FunctionPackages(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's modules, by folder: a context's package is not to be named here. */
    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..").toRealPath())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(Path::getFileName)
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

    /** What becomes of each resource of these types when its stack goes. */
    List<Object> deletionPoliciesOf(String... types) {
        return templates.values().stream()
                .flatMap(template -> map(template, "Resources").values().stream())
                .map(resource -> map(resource, ""))
                .filter(resource -> List.of(types).contains(resource.get("Type")))
                .map(resource -> resource.get("DeletionPolicy"))
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
        return actions + " on " + in(statement, "Resource");
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

    Map<String, Map<String, Object>> templates() {
        return templates;
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

    /** What the exporting stack exports, in words: which stack it lives in does not matter to what may be done with it. */
    private Object exported(String name) {
        return templates.values().stream()
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
    private static Map<String, Object> map(Object parent, String key) {
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
