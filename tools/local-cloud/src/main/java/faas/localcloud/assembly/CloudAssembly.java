package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code cdk synth} wrote ({@code cdk.out}).
 *
 * @param stacks each after the stacks it depends on; none where a system has no contexts yet
 */
public record CloudAssembly(List<StackTemplate> stacks) {
    private static final Set<String> KNOWN_SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Resources",
            "Outputs");

    public CloudAssembly {
        stacks = List.copyOf(stacks);
    }

    /**
     * Reads the assembly of a directory, nested assemblies (CDK stages) included.
     *
     * @throws AssemblyException if a file is missing or not what it should be
     */
    public static CloudAssembly read(Path directory) {
        List<StackTemplate> stacks = new ArrayList<>();
        readInto(stacks, directory);
        return new CloudAssembly(stacks);
    }

    private static void readInto(List<StackTemplate> stacks, Path directory) {
        JsonNode artifacts = json(directory.resolve("manifest.json")).path("artifacts");
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        artifacts.properties().forEach(artifact -> byId.put(artifact.getKey(), artifact.getValue()));
        for (String id : inDependencyOrder(directory, byId)) {
            JsonNode artifact = byId.getOrDefault(id, Json.object());
            switch (artifact.path("type").asText()) {
                case "aws:cloudformation:stack" -> stacks.add(stack(directory, id, artifact, byId));
                case "cdk:cloud-assembly" ->
                    readInto(
                            stacks,
                            directory.resolve(artifact.path("properties")
                                    .path("directoryName")
                                    .asText()));
                default -> {
                    // The construct tree and the asset manifests, which the stacks name themselves.
                }
            }
        }
    }

    private static List<String> inDependencyOrder(Path directory, Map<String, JsonNode> artifacts) {
        Map<String, List<String>> dependencies = new LinkedHashMap<>();
        artifacts.forEach((id, artifact) -> {
            List<String> of = new ArrayList<>();
            artifact.path("dependencies").forEach(dependency -> of.add(dependency.asText()));
            dependencies.put(id, of);
        });
        return DependencyOrder.of(directory.resolve("manifest.json").toString(), dependencies);
    }

    private static StackTemplate stack(Path directory, String id, JsonNode artifact, Map<String, JsonNode> artifacts) {
        Path file = directory.resolve(
                artifact.path("properties").path("templateFile").asText());
        JsonNode template = json(file);
        Set<String> unknown = new LinkedHashSet<>();
        template.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN_SECTIONS);
        if (!unknown.isEmpty()) {
            throw new AssemblyException(file + ": sections " + unknown + " are not carried out by local-cloud");
        }
        Map<String, TemplateResource> resources = new LinkedHashMap<>();
        template.path("Resources")
                .properties()
                .forEach(entry -> resources.put(entry.getKey(), resource(entry.getKey(), entry.getValue())));
        return new StackTemplate(
                artifact.path("properties").path("stackName").asText(id),
                resources,
                template.path("Parameters"),
                template.path("Conditions"),
                template.path("Mappings"),
                template.path("Outputs"),
                assets(directory, artifact, artifacts));
    }

    private static TemplateResource resource(String logicalId, JsonNode resource) {
        List<String> dependsOn = new ArrayList<>();
        JsonNode declared = resource.path("DependsOn");
        if (declared.isTextual()) {
            dependsOn.add(declared.asText());
        } else {
            declared.forEach(dependency -> dependsOn.add(dependency.asText()));
        }
        return new TemplateResource(
                logicalId,
                resource.path("Type").asText(),
                resource.has("Properties") ? resource.get("Properties") : Json.object(),
                dependsOn,
                text(resource.path("Condition")),
                text(resource.path("Metadata").path("aws:cdk:path")));
    }

    /** https://github.com/aws/aws-cdk/blob/main/packages/%40aws-cdk/cloud-assembly-schema/lib/assets/file-asset.ts */
    private static Map<String, Path> assets(Path directory, JsonNode stack, Map<String, JsonNode> artifacts) {
        Map<String, Path> assets = new HashMap<>();
        for (JsonNode dependency : stack.path("dependencies")) {
            JsonNode artifact = artifacts.getOrDefault(dependency.asText(), Json.object());
            if (artifact.path("type").asText().equals("cdk:asset-manifest")) {
                Path manifest = directory.resolve(
                        artifact.path("properties").path("file").asText());
                for (JsonNode file : json(manifest).path("files")) {
                    Path source =
                            directory.resolve(file.path("source").path("path").asText());
                    for (JsonNode destination : file.path("destinations")) {
                        assets.put(
                                destination.path("objectKey").asText(),
                                source.toAbsolutePath().normalize());
                    }
                }
            }
        }
        return assets;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static JsonNode json(Path file) {
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssemblyException(file + ": cannot be read, expected a file of a cloud assembly (cdk synth)", e);
        } catch (IllegalArgumentException e) {
            throw new AssemblyException(file + ": " + e.getMessage(), e);
        }
    }
}
