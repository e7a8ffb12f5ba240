package io.orderchannel.channel.partner.handler;

import static io.orderchannel.channel.partner.application.NotificationFixture.aNotification;
import static io.orderchannel.channel.slots.application.OrderRequestFixture.placed;
import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.json.UnreadableJsonException;
import faas.kit.FakeContext;
import faas.kit.LambdaRuntime;
import faas.kit.aws.ScriptedAws;
import io.orderchannel.channel.partner.application.NotifyPartner;
import io.orderchannel.channel.partner.application.PartnerNotification;
import io.orderchannel.channel.partner.application.ScriptedPartner;
import io.orderchannel.channel.partner.application.TellPartner.Answer;
import io.orderchannel.channel.slots.adapter.lambda.LambdaPartner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.LambdaClient;

class NotifyPartnerHandlerTest {
    private static final String PAYLOAD = """
            {"assignmentId":"assignment-1","orderId":"1","channel":"COURIER",
             "items":[{"sku":"MUG-BLUE","quantity":2},{"sku":"PARTNER-SLOW-1","quantity":1}],
             "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "correlationid":"correlation-1","causationid":"cause-1"}""";

    private final LambdaRuntime runtime = new LambdaRuntime();

    @Test
    void the_partner_is_told_and_the_line_carries_the_correlation() throws IOException {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Taken(202));

        assertThat(invoke(partner, PAYLOAD)).isEqualTo("{\"assignmentId\":\"assignment-1\",\"status\":202}");
        assertThat(partner.notifications()).containsExactly(aNotification());
        // 30 s less the tenth that every invocation keeps for its end.
        assertThat(partner.limits()).containsExactly(Duration.ofSeconds(27));
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"message\":\"partner notified\"")
                        && line.contains("\"correlationId\":\"correlation-1\""));
    }

    @Test
    void what_the_starting_function_sends_is_read() throws IOException {
        ScriptedAws aws = new ScriptedAws().answer(202, "");
        new LambdaPartner(aws.client(LambdaClient.builder()), "demo-NotifyPartner").notify(placed(aRequest("o1")));
        ScriptedPartner partner = new ScriptedPartner(new Answer.Taken(202));

        invoke(partner, aws.texts().getFirst());

        assertThat(partner.notifications())
                .containsExactly(new PartnerNotification(
                        "assignment-o1",
                        "{\"assignmentId\":\"assignment-o1\",\"orderId\":\"o1\",\"channel\":\"LOCKER\","
                                + "\"items\":[{\"sku\":\"MUG-BLUE\",\"quantity\":2}],"
                                + "\"callbackUrl\":\"https://updates.example/\"}",
                        placed(aRequest("o1")).context()));
    }

    @Test
    void members_without_a_meaning_are_ignored() throws IOException {
        ScriptedPartner partner = new ScriptedPartner(new Answer.Taken(202));

        invoke(partner, PAYLOAD.replace("{\"assignmentId\"", "{\"more\":1,\"assignmentId\""));

        assertThat(partner.notifications()).containsExactly(aNotification());
    }

    @Test
    void what_the_partner_did_not_take_is_an_error_of_the_function() {
        assertThatThrownBy(() -> invoke(new ScriptedPartner(new Answer.NotTaken(503)), PAYLOAD))
                .isInstanceOf(PartnerNotNotifiedException.class)
                .hasMessage("NotifyPartner: assignment assignment-1: partner answered 503 (1 calls), expected 2xx");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("partner not notified"));
    }

    @Test
    void a_partner_that_is_silent_is_an_error_with_its_cause() {
        IOException cause = new IOException("Read timed out");

        assertThatThrownBy(() -> invoke(new ScriptedPartner(new Answer.Silent(cause)), PAYLOAD))
                .hasCause(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"assignmentId\":\"assignment-1\" | \"a\":1 | #/assignmentId is missing",
                "\"orderId\":\"1\" | \"orderId\":1 | #/orderId must be a string, is a number",
                "\"orderId\":\"1\" | \"orderId\":\" \" | #/orderId must not be blank",
                "\"COURIER\" | \"DRONE\" | #/channel must be one of [STORE, COURIER, LOCKER, MARKETPLACE]",
                "\"quantity\":2 | \"quantity\":\"2\" | #/items/0/quantity must be a whole number, is a string",
                "\"quantity\":2 | \"quantity\":0 | #/items/0/quantity must be from 1 to 2147483647",
                "{\"sku\":\"MUG-BLUE\",\"quantity\":2} | 17 | #/items/0 must be an object, is a number",
                "\"correlationid\" | \"other\" | #/correlationid is missing",
            })
    void a_wrong_member_is_named(String right, String wrong, String problem) {
        assertThatThrownBy(() -> invoke(new ScriptedPartner(), PAYLOAD.replace(right.strip(), wrong.strip())))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessage("NotifyPartner: payload: " + problem.strip());
        assertThat(runtime.lines()).anyMatch(line -> line.contains("payload unreadable"));
    }

    @Test
    void every_wrong_member_is_named_at_once() {
        assertThatThrownBy(() -> invoke(new ScriptedPartner(), "{\"items\":[]}"))
                .hasMessageContainingAll(
                        "#/assignmentId is missing",
                        "#/channel is missing",
                        "#/items must have 1 to 100 items, has 0",
                        "#/traceparent is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 'payload: # must be an object, is an array'",
                "no | 'payload: # is not JSON'",
                "'' | 'payload: # ends too early'"
            })
    void a_payload_that_is_no_object_is_refused(String payload, String problem) {
        assertThatThrownBy(() -> invoke(new ScriptedPartner(), payload)).hasMessageContaining(problem);
    }

    private String invoke(ScriptedPartner partner, String payload) throws IOException {
        NotifyPartnerHandler handler = new NotifyPartnerHandler(
                new NotifyPartner(partner), URI.create("https://updates.example/"), runtime.invocations());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), answer, new FakeContext(30_000));
        return answer.toString(StandardCharsets.UTF_8);
    }
}
