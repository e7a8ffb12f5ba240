package faas.cli.scaffold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** AsyncAPI and OpenAPI documents: taken apart by operation, and put together. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    /** A document with what another one adds to it. What both have stays as the first one has it. */
    static String merge(String document, String added) {
        var all = read(document);
        merge(all, read(added));
        return write(all);
    }

    private static void merge(JsonNode all, JsonNode added) {
        if (all instanceof ObjectNode object) {
            added.properties().forEach(property -> {
                if (object.has(property.getKey())) {
                    merge(object.get(property.getKey()), property.getValue());
                } else {
                    object.set(property.getKey(), property.getValue());
                }
            });
        } else if (all instanceof ArrayNode array) {
            for (var element : added) {
                if (StreamSupport.stream(array.spliterator(), false).noneMatch(element::equals)) {
                    array.add(element);
                }
            }
        }
    }

    /** Whether two OpenAPI documents have an operation of the same method and path; names in paths do not matter. */
    static boolean shareOperation(String one, String other) {
        return !Collections.disjoint(operations(one), operations(other));
    }

    private static List<String> operations(String openApi) {
        var operations = new ArrayList<String>();
        read(openApi)
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                operations.add(method + " " + path.getKey().replaceAll("\\{\\w+}", "{}"))));
        return operations;
    }

    /** An OpenAPI document with that operation only, and with the components that it refers to. */
    static String operation(String openApi, String operationId) {
        var document = read(openApi);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .removeIf(method ->
                                !method.getValue().path("operationId").asText().equals(operationId)));
        document.path("paths").properties().removeIf(path -> path.getValue().isEmpty());
        boolean more;
        do {
            more = removeUnused(document);
        } while (more);
        return write(document);
    }

    private static boolean removeUnused(JsonNode document) {
        var text = document.toString();
        var removed = false;
        for (var kind : document.path("components").properties()) {
            removed |= kind.getValue()
                    .properties()
                    .removeIf(component ->
                            !text.contains("\"#/components/" + kind.getKey() + "/" + component.getKey() + "\""));
        }
        return removed;
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String write(JsonNode document) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
