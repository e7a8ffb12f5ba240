package faas.localcloud.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.localcloud.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:events";
    private static final AccessRequest DELIVERY =
            AccessRequest.onBehalfOf(TOPIC, "sns.amazonaws.com", "sqs:SendMessage", QUEUE);

    private static final String ALLOW = "\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"sns.amazonaws.com\"},"
            + " \"Action\": \"sqs:SendMessage\", \"Resource\": \"" + QUEUE + "\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + ALLOW + "}",
                "{" + ALLOW + ", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"" + TOPIC + "\"}}}",
                "{" + ALLOW + ", \"Condition\": {\"ArnLike\": {\"AWS:SourceArn\": \"arn:aws:sns:*:*:ev?nts\"}}}",
                "{" + ALLOW
                        + ", \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": [\"1\", \"000000000000\"]}}}",
                "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"SQS:*\", \"Resource\": \"*\"}",
            })
    void a_matching_statement_admits(String statement) {
        assertThat(policy(statement).admits(DELIVERY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"events.amazonaws.com\"}, \"Action\": \"sqs:SendMessage\","
                        + " \"Resource\": \"*\"}",
                "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:ReceiveMessage\", \"Resource\": \"*\"}",
                "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:*\","
                        + " \"Resource\": \"arn:aws:sqs:us-east-1:000000000000:other\"}",
                "{" + ALLOW + ", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"" + TOPIC + "2\"}}}",
                "{" + ALLOW + ", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o\"}}}",
            })
    void a_statement_that_does_not_match_admits_nobody(String statement) {
        assertThat(policy(statement).admits(DELIVERY)).isFalse();
    }

    @Test
    void a_denial_wins() {
        assertThat(policy("{" + ALLOW
                                + "}, {\"Effect\": \"Deny\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"sqs:*\","
                                + " \"Resource\": \"*\"}")
                        .admits(DELIVERY))
                .isFalse();
    }

    @Test
    void a_denial_of_what_is_not_tls_denies_no_service() {
        assertThat(policy(
                                "{" + ALLOW
                                        + "}, {\"Effect\": \"Deny\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"sqs:*\","
                                        + " \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}")
                        .admits(DELIVERY))
                .isTrue();
    }

    @Test
    void without_a_statement_nobody_is_admitted() {
        assertThat(PolicyDocument.empty().admits(DELIVERY)).isFalse();
    }

    @Test
    void an_operator_that_is_not_carried_out_is_named() {
        assertThatThrownBy(() -> policy("{" + ALLOW + ", \"Condition\": {\"IpAddress\": {\"aws:SourceIp\": \"::1\"}}}"))
                .hasMessageContaining("IpAddress");
    }

    @Test
    void an_element_that_is_not_carried_out_is_named() {
        assertThatThrownBy(() -> policy("{\"Effect\": \"Allow\", \"NotAction\": \"sqs:*\"}"))
                .hasMessageContaining("NotAction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Effect\": \"Allow\", \"Action\": [\"sns:Publish\", \"sqs:SendMessage\"], \"Resource\": \"" + QUEUE
                        + "\"}",
                "{\"Effect\": \"Allow\", \"Action\": \"sqs:Send*\", \"Resource\": \"arn:aws:sqs:*:*:orders\", \"Condition\":"
                        + " {\"Bool\": {\"aws:SecureTransport\": \"true\"}}}",
            })
    void a_role_may_do_what_a_statement_of_its_policies_names(String statement) {
        Role role = role("{\"Effect\": \"Allow\", \"Action\": \"sqs:ReceiveMessage\", \"Resource\": \"*\"}", statement);

        assertThat(role.allows("sqs:SendMessage", QUEUE)).isTrue();
        assertThat(role.allows("sqs:SendMessage", QUEUE + "2")).isFalse();
        assertThat(role.allows("sqs:DeleteMessage", QUEUE)).isFalse();
    }

    @Test
    void a_denial_in_one_policy_of_a_role_wins_over_another_policy() {
        Role role = role(
                "{\"Effect\": \"Allow\", \"Action\": \"sqs:*\", \"Resource\": \"*\"}",
                "{\"Effect\": \"Deny\", \"Action\": \"sqs:DeleteMessage\", \"Resource\": \"" + QUEUE + "\"}");

        assertThat(role.allows("sqs:SendMessage", QUEUE)).isTrue();
        assertThat(role.allows("sqs:DeleteMessage", QUEUE)).isFalse();
    }

    @Test
    void a_condition_that_could_not_be_told_to_hold_is_named() {
        assertThatThrownBy(() -> role("{\"Effect\": \"Allow\", \"Action\": \"dynamodb:PutItem\", \"Resource\": \"*\","
                        + " \"Condition\": {\"StringEquals\": {\"dynamodb:LeadingKeys\": \"a\"}}}"))
                .hasMessage("policy condition StringEquals on dynamodb:LeadingKeys: expected ForAllValues: before it");
        assertThatThrownBy(() -> role("{\"Effect\": \"Allow\", \"Action\": \"dynamodb:PutItem\", \"Resource\": \"*\","
                        + " \"Condition\": {\"ForAllValues:StringEquals\": {\"dynamodb:Attributes\": \"a\"}}}"))
                .hasMessageContaining("dynamodb:Attributes is not carried out");
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, a#1, true",
        "StringEquals, b#1, false",
        "StringEquals, a#1;b#1, false",
        "StringLike, c#7, true",
        "StringLike, c#7;a#1, true",
        "StringLike, c#7;d#7, false",
        "StringLike, , true",
        "StringNotLike, d#7, true",
        "StringNotLike, d#7;c#7, false",
    })
    void each_value_of_a_multivalued_key_must_match(String operator, @Nullable String keys, boolean allowed) {
        Role role = role("{\"Effect\": \"Allow\", \"Action\": \"dynamodb:PutItem\", \"Resource\": \"*\", \"Condition\":"
                + " {\"ForAllValues:" + operator + "\": {\"dynamodb:LeadingKeys\": [\"a#1\", \"c#*\"]}}}");
        Map<String, List<String>> context =
                keys == null ? Map.of() : Map.of("dynamodb:LeadingKeys", List.of(keys.split(";", -1)));

        assertThat(role.allows("dynamodb:PutItem", "arn:table", context)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#\n1", "a#\uD83D\uDE00"})
    void a_wildcard_stands_for_every_character(String key) {
        String condition = ", \"Action\": \"dynamodb:PutItem\", \"Resource\": \"*\", \"Condition\":"
                + " {\"ForAllValues:StringLike\": {\"dynamodb:LeadingKeys\": [\"a#*\", \"\uD83D\uDE00?\"]}}}";
        Role role = role("{\"Effect\": \"Allow\"" + condition);

        assertThat(role.allows("dynamodb:PutItem", "arn:table", Map.of(AccessRequest.LEADING_KEYS, List.of(key))))
                .isTrue();
        assertThat(role.allows(
                        "dynamodb:PutItem",
                        "arn:table",
                        Map.of(AccessRequest.LEADING_KEYS, List.of("\uD83D\uDE00\uD83D\uDE00"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"})
    void a_value_that_is_unknown_neither_allows_nor_evades_a_denial(String operator) {
        String condition = " \"Action\": \"dynamodb:Query\", \"Resource\": \"*\", \"Condition\": {\"ForAllValues:"
                + operator + "\": {\"dynamodb:LeadingKeys\": [\"*\"]}}}";
        Role allowed = role("{\"Effect\": \"Allow\"," + condition);
        Role denied = role(
                "{\"Effect\": \"Allow\", \"Action\": \"dynamodb:*\", \"Resource\": \"*\"}",
                "{\"Effect\": \"Deny\"," + condition);
        Map<String, List<String>> unknown = Map.of(AccessRequest.LEADING_KEYS, List.of("a", AccessRequest.UNKNOWN));

        assertThat(allowed.allows("dynamodb:Query", "arn:table", unknown)).isFalse();
        assertThat(denied.allows("dynamodb:Query", "arn:table", unknown)).isFalse();
    }

    @Test
    void a_role_has_no_principal() {
        assertThatThrownBy(() -> role("{" + ALLOW + "}")).hasMessageContaining("Principal");
    }

    private static Role role(String... statements) {
        return new Role(
                "arn:aws:iam::000000000000:role/r",
                PolicyDocument.ofRole(Stream.of(statements)
                        .map(statement -> Json.parse("{\"Statement\": " + statement + "}"))
                        .toList()));
    }

    private static PolicyDocument policy(String statements) {
        return PolicyDocument.parse(Json.parse("{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}"));
    }
}
