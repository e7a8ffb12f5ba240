package io.orderchannel.localcloud.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderchannel.localcloud.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:events";
    private static final ServiceRequest DELIVERY =
            ServiceRequest.onBehalfOf(TOPIC, "sns.amazonaws.com", "sqs:SendMessage", QUEUE);

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

    private static PolicyDocument policy(String statements) {
        return PolicyDocument.parse(Json.parse("{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}"));
    }
}
