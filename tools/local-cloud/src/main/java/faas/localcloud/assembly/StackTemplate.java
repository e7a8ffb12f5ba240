package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One stack's template.
 *
 * @param resources by logical id, in the template's order
 * @param assets files of the assembly by the object key that the template names in {@code S3Key}
 */
public record StackTemplate(
        String stackName,
        Map<String, TemplateResource> resources,
        JsonNode parameters,
        JsonNode conditions,
        JsonNode mappings,
        JsonNode outputs,
        Map<String, Path> assets) {
    public StackTemplate {
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        assets = Map.copyOf(assets);
    }

    public Optional<Path> asset(String objectKey) {
        return Optional.ofNullable(assets.get(objectKey));
    }
}
