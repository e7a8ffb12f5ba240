package faas.localcloud.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The policy of a resource, or the policies of a role: an explicit deny wins, otherwise one statement must allow.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation
 *     logic</a>
 */
public final class PolicyDocument {
    private static final Set<String> STATEMENT_KEYS =
            Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");
    private static final Set<String> ROLE_STATEMENT_KEYS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    /** What a request of a role is known to be; a condition on anything else could not be told to hold. */
    private static final Set<String> ROLE_CONDITION_KEYS = AccessRequest.ofRole(
                    "arn:aws:iam::000000000000:role/any", "", "", Map.of(AccessRequest.LEADING_KEYS, List.of()))
            .context()
            .keySet();

    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** The policy of a resource that has none. */
    public static PolicyDocument empty() {
        return new PolicyDocument(List.of());
    }

    /**
     * Reads the policy of a resource.
     *
     * @throws IllegalArgumentException for an element or condition that local-cloud does not carry out; names it
     */
    public static PolicyDocument parse(JsonNode document) {
        return new PolicyDocument(statements(document)
                .map(statement -> Statement.parse(statement, STATEMENT_KEYS))
                .toList());
    }

    /**
     * Reads the policies of a role, whose statements name no principal: they are about who has the role.
     *
     * @throws IllegalArgumentException as {@link #parse}, and for a condition on what is not known of a role's requests
     */
    public static PolicyDocument ofRole(List<JsonNode> documents) {
        List<Statement> statements = documents.stream()
                .flatMap(PolicyDocument::statements)
                .map(statement -> Statement.parse(statement, ROLE_STATEMENT_KEYS))
                .toList();
        for (Statement statement : statements) {
            for (Condition condition : statement.conditions()) {
                if (ROLE_CONDITION_KEYS.stream().noneMatch(condition.key()::equalsIgnoreCase)) {
                    throw new IllegalArgumentException("policy condition key " + condition.key()
                            + " is not carried out, expected one of " + new TreeSet<>(ROLE_CONDITION_KEYS));
                }
            }
        }
        return new PolicyDocument(statements);
    }

    private static Stream<JsonNode> statements(JsonNode document) {
        JsonNode declared = document.path("Statement");
        return declared.isObject() ? Stream.of(declared) : declared.valueStream();
    }

    /** Whether the policy lets the principal do what it asks for. */
    public boolean admits(AccessRequest request) {
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
            List<Pattern> actions,
            List<Pattern> resources,
            List<Condition> conditions) {

        /** @param keys what the statement may hold; where no principal may stand, it is about everyone who has it */
        static Statement parse(JsonNode statement, Set<String> keys) {
            for (Map.Entry<String, JsonNode> field : statement.properties()) {
                if (!keys.contains(field.getKey())) {
                    throw new IllegalArgumentException("policy element " + field.getKey()
                            + " is not carried out, expected one of " + new TreeSet<>(keys));
                }
            }
            JsonNode principal = statement.path("Principal");
            List<Condition> conditions = new ArrayList<>();
            for (Map.Entry<String, JsonNode> operator :
                    statement.path("Condition").properties()) {
                for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                    conditions.add(Condition.of(operator.getKey(), key.getKey(), texts(key.getValue())));
                }
            }
            return new Statement(
                    statement.path("Effect").asText().equals("Allow"),
                    texts(principal.path("Service")),
                    !keys.contains("Principal")
                            || principal.asText().equals("*")
                            || texts(principal.path("AWS")).contains("*"),
                    patterns(statement.path("Action"), Pattern.CASE_INSENSITIVE),
                    patterns(statement.path("Resource"), 0),
                    conditions);
        }

        boolean appliesTo(AccessRequest request) {
            return (everyone || services.contains(request.principal()))
                    && actions.stream()
                            .anyMatch(action -> action.matcher(request.action()).matches())
                    && resources.stream()
                            .anyMatch(resource ->
                                    resource.matcher(request.resource()).matches())
                    && conditions.stream().allMatch(condition -> condition.holds(request.context(), !allow));
        }
    }

    /**
     * A condition on one key.
     *
     * @param forAll whether each value of a multivalued key must match; then a request without the key matches, too
     * @see <a
     *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Multivalued
     *     context keys</a>
     */
    private record Condition(boolean forAll, Operator operator, String key, List<Predicate<String>> values) {
        private static final String FOR_ALL = "ForAllValues:";

        static Condition of(String operator, String key, List<String> values) {
            boolean forAll = operator.startsWith(FOR_ALL);
            if (key.equalsIgnoreCase(AccessRequest.LEADING_KEYS) && !forAll) {
                throw new IllegalArgumentException(
                        "policy condition " + operator + " on " + key + ": expected " + FOR_ALL + " before it");
            }
            Operator known = Operator.of(forAll ? operator.substring(FOR_ALL.length()) : operator);
            return new Condition(
                    forAll, known, key, values.stream().map(known::matcher).toList());
        }

        /**
         * Whether it holds of a request.
         *
         * @param ofUnknown the result where a value is unknown: false in an Allow, true in a Deny. A missing key is no
         *     unknown value: as on AWS it fulfils {@code ForAllValues} and negated operators
         */
        boolean holds(Map<String, List<String>> context, boolean ofUnknown) {
            List<String> asked = context.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                    .flatMap(entry -> entry.getValue().stream())
                    .toList();
            if (forAll && asked.contains(AccessRequest.UNKNOWN)) {
                return ofUnknown;
            }
            return forAll
                    ? asked.stream().allMatch(value -> matchesAny(value) != operator.negated)
                    : asked.stream().anyMatch(this::matchesAny) != operator.negated;
        }

        private boolean matchesAny(String asked) {
            return values.stream().anyMatch(value -> value.test(asked));
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

        Predicate<String> matcher(String pattern) {
            return switch (this) {
                case STRING_EQUALS, STRING_NOT_EQUALS -> pattern::equals;
                case BOOL -> pattern::equalsIgnoreCase;
                case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
                    like(pattern, 0).asMatchPredicate();
            };
        }
    }

    /** With AWS's wildcards: {@code *} for any characters, {@code ?} for one. */
    private static Pattern like(String pattern, int flags) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
    }

    private static List<Pattern> patterns(JsonNode node, int flags) {
        return texts(node).stream().map(text -> like(text, flags)).toList();
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
