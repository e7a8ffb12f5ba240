package faas.localcloud.provision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.secrets.PasswordRules;
import faas.localcloud.secrets.SecretValue;
import faas.localcloud.secrets.SecretsManager;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A generated value is drawn when the plan is made, anew at each start.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html">Secret</a>
 */
final class SecretProvisioner implements Provisioner {
    private static final int DEFAULT_LENGTH = 32;
    private static final int LONGEST = 4_096;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String type() {
        return "AWS::SecretsManager::Secret";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("Name");
        String description = properties.text("Description").orElse("");
        Optional<SecretValue> given = properties.text("SecretString").map(SecretValue::ofText);
        Optional<SecretValue> generated =
                properties.object("GenerateSecretString").flatMap(this::generated);
        if (given.isPresent() && generated.isPresent()) {
            properties.problem("GenerateSecretString", "found SecretString too, expected one of them");
        }
        plan.secrets.add(new Plan.Secret(
                declaration.where(),
                name,
                description,
                given.or(() -> generated),
                declaration.resource().properties().hashCode()));
        String arn = SecretsManager.arn(declaration.naming().secretArn(""), name);
        return new Identity(arn, Map.of("Id", arn));
    }

    private Optional<SecretValue> generated(Properties rules) {
        Optional<String> template = rules.text("SecretStringTemplate");
        Optional<String> key = rules.text("GenerateStringKey");
        if (template.isPresent() != key.isPresent()) {
            rules.problem(
                    template.isPresent() ? "GenerateStringKey" : "SecretStringTemplate",
                    "missing: SecretStringTemplate and GenerateStringKey go together");
            return Optional.empty();
        }
        try {
            String password = rules(rules).generate(random);
            return Optional.of(SecretValue.ofText(
                    template.isPresent() ? filled(template.get(), key.orElse(""), password) : password));
        } catch (IllegalArgumentException e) {
            rules.problem("", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static PasswordRules rules(Properties rules) {
        String excluded = rules.text("ExcludeCharacters").orElse("");
        List<String> types = new ArrayList<>();
        if (!rules.flag("ExcludeLowercase")) {
            types.add(PasswordRules.LOWERCASE);
        }
        if (!rules.flag("ExcludeUppercase")) {
            types.add(PasswordRules.UPPERCASE);
        }
        if (!rules.flag("ExcludeNumbers")) {
            types.add(PasswordRules.NUMBERS);
        }
        if (!rules.flag("ExcludePunctuation")) {
            types.add(PasswordRules.PUNCTUATION);
        }
        if (rules.flag("IncludeSpace")) {
            types.add(PasswordRules.SPACE);
        }
        return new PasswordRules(
                rules.integer("PasswordLength", 1, LONGEST).orElse(DEFAULT_LENGTH),
                types.stream()
                        .map(type -> PasswordRules.without(type, excluded))
                        .toList(),
                rules.text("RequireEachIncludedType")
                        .map("true"::equalsIgnoreCase)
                        .orElse(true));
    }

    private static String filled(String template, String key, String password) {
        if (Json.parse(template) instanceof ObjectNode object) {
            return Json.text(object.put(key, password));
        }
        throw new IllegalArgumentException("SecretStringTemplate: expected a JSON object");
    }
}
