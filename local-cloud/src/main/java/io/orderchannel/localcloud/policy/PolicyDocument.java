package io.orderchannel.localcloud.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A resource policy: an explicit deny wins, otherwise one statement must allow.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation logic</a>
 */
public final class PolicyDocument {
    private static final Set<String> STATEMENT_KEYS =
            Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** The policy of a resource that has none. */
    public static PolicyDocument empty() {
        return new PolicyDocument(List.of());
    }

    /**
     * Reads a policy document.
     *
     * @throws IllegalArgumentException for an element or condition that local-cloud does not carry out; names it
     */
    public static PolicyDocument parse(JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        JsonNode declared = document.path("Statement");
        for (JsonNode statement : declared.isObject() ? List.of(declared) : declared) {
            statements.add(Statement.parse(statement));
        }
        return new PolicyDocument(statements);
    }

    /** Whether the policy lets the service do what it asks for. */
    public boolean admits(ServiceRequest request) {
        boolean allowed = false;
        for (Statement statement : statements) {
            if (statement.appliesTo(request)) {
                if (!statement.allow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private record Statement(
            boolean allow,
            List<String> services,
            boolean everyone,
            List<String> actions,
            List<String> resources,
            List<Condition> conditions) {

        static Statement parse(JsonNode statement) {
            for (Map.Entry<String, JsonNode> field : statement.properties()) {
                if (!STATEMENT_KEYS.contains(field.getKey())) {
                    throw new IllegalArgumentException(
                            "policy element " + field.getKey() + " is not carried out, expected " + STATEMENT_KEYS);
                }
            }
            JsonNode principal = statement.path("Principal");
            List<Condition> conditions = new ArrayList<>();
            for (Map.Entry<String, JsonNode> operator :
                    statement.path("Condition").properties()) {
                for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                    conditions.add(new Condition(Operator.of(operator.getKey()), key.getKey(), texts(key.getValue())));
                }
            }
            return new Statement(
                    statement.path("Effect").asText().equals("Allow"),
                    texts(principal.path("Service")),
                    principal.asText().equals("*")
                            || texts(principal.path("AWS")).contains("*"),
                    texts(statement.path("Action")),
                    texts(statement.path("Resource")),
                    conditions);
        }

        boolean appliesTo(ServiceRequest request) {
            return (everyone || services.contains(request.service()))
                    && actions.stream().anyMatch(action -> like(action, request.action(), Pattern.CASE_INSENSITIVE))
                    && resources.stream().anyMatch(resource -> like(resource, request.resource(), 0))
                    && conditions.stream().allMatch(condition -> condition.holds(request.context()));
        }
    }

    private record Condition(Operator operator, String key, List<String> values) {
        boolean holds(Map<String, String> context) {
            boolean any = context.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                    .anyMatch(entry -> values.stream().anyMatch(value -> operator.matches(value, entry.getValue())));
            return any != operator.negated;
        }
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
    private enum Operator {
        STRING_EQUALS("StringEquals", false),
        STRING_NOT_EQUALS("StringNotEquals", true),
        STRING_LIKE("StringLike", false),
        STRING_NOT_LIKE("StringNotLike", true),
        ARN_EQUALS("ArnEquals", false),
        ARN_LIKE("ArnLike", false),
        ARN_NOT_EQUALS("ArnNotEquals", true),
        ARN_NOT_LIKE("ArnNotLike", true),
        BOOL("Bool", false);

        private final String name;
        private final boolean negated;

        Operator(String name, boolean negated) {
            this.name = name;
            this.negated = negated;
        }

        static Operator of(String name) {
            for (Operator operator : values()) {
                if (operator.name.equals(name)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("policy condition operator " + name + " is not carried out");
        }

        boolean matches(String pattern, String value) {
            return switch (this) {
                case STRING_EQUALS, STRING_NOT_EQUALS -> pattern.equals(value);
                case BOOL -> pattern.equalsIgnoreCase(value);
                case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
                    like(pattern, value, 0);
            };
        }
    }

    /** With AWS's wildcards: {@code *} for any characters, {@code ?} for one. */
    private static boolean like(String pattern, String value, int flags) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), flags).matcher(value).matches();
    }

    private static List<String> texts(JsonNode node) {
        if (node.isValueNode()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
