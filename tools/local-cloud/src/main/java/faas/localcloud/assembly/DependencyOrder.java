package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts things after what they depend on, otherwise in the order given. */
public final class DependencyOrder {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^!}]+)}");

    private final String where;
    private final Map<String, List<String>> dependencies;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> under = new LinkedHashSet<>();

    private DependencyOrder(String where, Map<String, List<String>> dependencies) {
        this.where = where;
        this.dependencies = dependencies;
    }

    /**
     * Orders by name; a dependency on a name that is not there is left out.
     *
     * @throws AssemblyException if they form a cycle, which it names
     */
    static List<String> of(String where, Map<String, List<String>> dependencies) {
        DependencyOrder order = new DependencyOrder(where, dependencies);
        dependencies.keySet().forEach(order::visit);
        return List.copyOf(order.done);
    }

    /** The resources of a stack, each after those it refers to. */
    public static List<TemplateResource> of(StackTemplate stack) {
        Map<String, List<String>> dependencies = new LinkedHashMap<>();
        stack.resources().forEach((id, resource) -> {
            Set<String> references = new LinkedHashSet<>(resource.dependsOn());
            collect(resource.properties(), references);
            dependencies.put(id, new ArrayList<>(references));
        });
        return of(stack.stackName(), dependencies).stream()
                .map(id -> java.util.Objects.requireNonNull(stack.resources().get(id)))
                .toList();
    }

    private void visit(String name) {
        if (done.contains(name) || !dependencies.containsKey(name)) {
            return;
        }
        if (!under.add(name)) {
            throw new AssemblyException(where + ": circular dependency among " + under);
        }
        dependencies.getOrDefault(name, List.of()).forEach(this::visit);
        under.remove(name);
        done.add(name);
    }

    private static void collect(JsonNode node, Set<String> references) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "Ref" -> references.add(value.asText());
                case "Fn::GetAtt" ->
                    references.add(Intrinsics.attributeOf(value).logicalId());
                case "Fn::Sub" -> {
                    Matcher matcher = SUBSTITUTION.matcher((value.isArray() ? value.get(0) : value).asText());
                    while (matcher.find()) {
                        String name = matcher.group(1);
                        references.add(name.contains(".") ? name.substring(0, name.indexOf('.')) : name);
                    }
                    collect(value, references);
                }
                default -> collect(value, references);
            }
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, references));
        }
    }
}
