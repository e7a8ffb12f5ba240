package faas.localcloud.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Secrets in memory, never logged. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html">Actions</a>
 */
public final class SecretsManager {
    private static final double MILLIS = 1000;

    private final String arnBase;
    private final InstantSource clock;
    private final Map<String, Secret> byName = new ConcurrentHashMap<>();

    /** @param arnBase what stands before a secret's name in its ARN, ending in a colon */
    public SecretsManager(String arnBase, InstantSource clock) {
        this.arnBase = arnBase;
        this.clock = clock;
    }

    /**
     * The ARN of a secret. AWS adds a hyphen and six characters to the name, which it draws at random; here they follow
     * from the name.
     */
    public static String arn(String arnBase, String name) {
        long hash =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
        String suffix = Long.toString(Long.MAX_VALUE & hash, Character.MAX_RADIX);
        return arnBase + name + "-" + "000000".concat(suffix).substring(suffix.length());
    }

    /** The ARN of the secret that this name or ARN is of, whether it is there or not. */
    public String arnOf(String nameOrArn) {
        return find(nameOrArn)
                .map(Secret::arn)
                .orElseGet(() -> nameOrArn.startsWith("arn:") ? nameOrArn : arn(arnBase, nameOrArn));
    }

    /**
     * Makes a secret.
     *
     * @param value none makes a secret without a version
     * @throws SecretsException if there is one with this name
     */
    public void create(String name, String description, Optional<SecretValue> value) {
        create(name, description, value, UUID.randomUUID().toString());
    }

    private Secret create(String name, String description, Optional<SecretValue> value, String versionId) {
        Instant now = clock.instant();
        Secret secret = new Secret(arn(arnBase, name), name, description, now);
        value.ifPresent(first -> secret.put(versionId, first, List.of(Secret.CURRENT), now));
        if (byName.putIfAbsent(name, secret) != null) {
            throw SecretsException.exists("The operation failed because the secret " + name + " already exists.");
        }
        return secret;
    }

    /**
     * Performs one action.
     *
     * @throws SecretsException if it is refused
     */
    public JsonNode perform(String action, JsonNode input) {
        return switch (action) {
            case "GetSecretValue" -> get(input);
            case "PutSecretValue" -> put(input);
            case "DescribeSecret" -> describe(input);
            case "CreateSecret" -> create(input);
            default -> throw SecretsException.invalidAction(action);
        };
    }

    private JsonNode get(JsonNode input) {
        onlyKnown(input, Set.of("SecretId", "VersionId", "VersionStage"));
        Secret secret = secret(input);
        Optional<String> id = text(input, "VersionId");
        Optional<String> stage = text(input, "VersionStage");
        Secret.Version version = secret.find(id, stage)
                .orElseThrow(() ->
                        SecretsException.notFound("Secrets Manager can't find the specified secret value for "
                                + id.map(text -> "VersionId: " + text)
                                        .orElseGet(() -> "staging label: " + stage.orElse(Secret.CURRENT))));
        ObjectNode answer = described(secret, version).put("CreatedDate", seconds(version.created()));
        return answer.put(
                version.value().isBinary() ? "SecretBinary" : "SecretString",
                version.value().reveal());
    }

    private JsonNode put(JsonNode input) {
        onlyKnown(input, Set.of("SecretId", "ClientRequestToken", "SecretString", "SecretBinary", "VersionStages"));
        Secret secret = secret(input);
        SecretValue value =
                value(input).orElseThrow(() -> SecretsException.invalidParameter("You must provide a secret value."));
        List<String> stages = StreamSupport.stream(input.path("VersionStages").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return described(
                secret,
                secret.put(token(input), value, stages.isEmpty() ? List.of(Secret.CURRENT) : stages, clock.instant()));
    }

    private JsonNode create(JsonNode input) {
        onlyKnown(
                input,
                Set.of(
                        "Name",
                        "Description",
                        "ClientRequestToken",
                        "SecretString",
                        "SecretBinary",
                        "KmsKeyId",
                        "Tags"));
        String name = text(input, "Name")
                .orElseThrow(() -> SecretsException.invalidParameter("You must provide a secret name."));
        String token = token(input);
        Secret secret = create(name, text(input, "Description").orElse(""), value(input), token);
        ObjectNode answer = Json.object().put("ARN", secret.arn()).put("Name", name);
        secret.find(Optional.of(token), Optional.empty()).ifPresent(version -> answer.put("VersionId", version.id()));
        return answer;
    }

    private JsonNode describe(JsonNode input) {
        onlyKnown(input, Set.of("SecretId"));
        Secret secret = secret(input);
        ObjectNode answer = Json.object()
                .put("ARN", secret.arn())
                .put("Name", secret.name())
                .put("CreatedDate", seconds(secret.created()));
        if (!secret.description().isEmpty()) {
            answer.put("Description", secret.description());
        }
        ObjectNode versions = answer.putObject("VersionIdsToStages");
        secret.versions().forEach(version -> version.stages().forEach(versions.putArray(version.id())::add));
        return answer;
    }

    private static ObjectNode described(Secret secret, Secret.Version version) {
        ObjectNode answer = Json.object()
                .put("ARN", secret.arn())
                .put("Name", secret.name())
                .put("VersionId", version.id());
        version.stages().forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    /** By name, ARN, or ARN without the last seven characters. */
    private Secret secret(JsonNode input) {
        String id = text(input, "SecretId")
                .orElseThrow(() -> SecretsException.invalidParameter("You must provide a SecretId."));
        return find(id).orElseThrow(
                        () -> SecretsException.notFound("Secrets Manager can't find the specified secret."));
    }

    private Optional<Secret> find(String id) {
        return byName.values().stream()
                .filter(secret -> Stream.of(secret.name(), secret.arn(), arnBase + secret.name())
                        .anyMatch(id::equals))
                .findFirst();
    }

    private static Optional<SecretValue> value(JsonNode input) {
        Optional<SecretValue> text = text(input, "SecretString").map(SecretValue::ofText);
        Optional<SecretValue> binary = text(input, "SecretBinary").map(SecretValue::ofBinary);
        if (text.isPresent() && binary.isPresent()) {
            throw SecretsException.invalidParameter("You can't specify both a binary secret value and a string one.");
        }
        return text.or(() -> binary);
    }

    private static String token(JsonNode input) {
        return text(input, "ClientRequestToken")
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static void onlyKnown(JsonNode input, Set<String> known) {
        List<String> unknown = new ArrayList<>();
        input.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw SecretsException.invalidParameter(
                    "Parameters " + unknown + " are not carried out by local-cloud, expected " + known);
        }
    }

    private static Optional<String> text(JsonNode input, String name) {
        return Optional.ofNullable(input.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / MILLIS;
    }
}
