package faas.localcloud.secrets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A secret with its versions. A staging label stands at one version; when {@code AWSCURRENT} moves, the version that
 * had it becomes {@code AWSPREVIOUS}. Versions without a label are gone. Safe for use by several threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version">Versions</a>
 */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    private final String arn;
    private final String name;
    private final String description;
    private final Instant created;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> labels = new TreeMap<>();

    Secret(String arn, String name, String description, Instant created) {
        this.arn = arn;
        this.name = name;
        this.description = description;
        this.created = created;
    }

    /** One value that it has or had. */
    record Version(String id, SecretValue value, Instant created, List<String> stages) {}

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    Instant created() {
        return created;
    }

    /**
     * Stores a version and moves the labels to it. The same version again changes nothing.
     *
     * @throws SecretsException if there is a version with this id and another value
     */
    synchronized Version put(String id, SecretValue value, List<String> stages, Instant now) {
        @Nullable Version existing = versions.get(id);
        if (existing != null) {
            if (!existing.value().sameAs(value)) {
                throw SecretsException.exists("You can't use ClientRequestToken " + id
                        + " because that value is already in use for a version of secret " + arn + ".");
            }
            return withStages(existing);
        }
        versions.put(id, new Version(id, value, now, List.of()));
        for (String stage : stages) {
            @Nullable String before = labels.put(stage, id);
            if (stage.equals(CURRENT) && before != null) {
                labels.put(PREVIOUS, before);
            }
        }
        versions.keySet().retainAll(List.copyOf(labels.values()));
        return withStages(new Version(id, value, now, List.of()));
    }

    /** The version with this id and this label, as far as they are given; the current one where neither is. */
    synchronized Optional<Version> find(Optional<String> id, Optional<String> stage) {
        String label = stage.orElse(id.isPresent() ? "" : CURRENT);
        return Optional.ofNullable(versions.get(id.orElseGet(() -> labels.getOrDefault(label, ""))))
                .map(this::withStages)
                .filter(version -> label.isEmpty() || version.stages().contains(label));
    }

    synchronized List<Version> versions() {
        return versions.values().stream().map(this::withStages).toList();
    }

    private Version withStages(Version version) {
        List<String> stages = labels.entrySet().stream()
                .filter(label -> label.getValue().equals(version.id()))
                .map(Map.Entry::getKey)
                .toList();
        return new Version(version.id(), version.value(), version.created(), stages);
    }
}
