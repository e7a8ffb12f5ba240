package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack of a cloud assembly, as its manifest lists them: CDK leaves the templates of stacks that are gone where they
 * were.
 *
 * @param isProtected whether it is to have termination protection, as stages have that keep their data
 */
public record DeclaredStack(String name, JsonNode template, boolean isProtected) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEMPLATE = ".template.json";

    /** Every stack of an assembly, by name. */
    public static List<DeclaredStack> read(Path assembly) throws IOException {
        var artifacts = JSON.readTree(Files.readString(assembly.resolve("manifest.json")))
                .path("artifacts");
        var stacks = new ArrayList<DeclaredStack>();
        for (var artifact : artifacts.properties()) {
            if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
                var name = artifact.getKey();
                stacks.add(new DeclaredStack(
                        name,
                        JSON.readTree(Files.readString(assembly.resolve(name + TEMPLATE))),
                        artifact.getValue()
                                .at("/properties/terminationProtection")
                                .asBoolean()));
            }
        }
        return stacks;
    }

    /** Properties of the resources of a type by logical id. */
    public Map<String, JsonNode> propertiesOf(String type) {
        var found = new TreeMap<String, JsonNode>();
        template.path("Resources").properties().stream()
                .filter(resource -> type.equals(resource.getValue().path("Type").asText()))
                .forEach(resource ->
                        found.put(resource.getKey(), resource.getValue().path("Properties")));
        return found;
    }
}
