package io.orderchannel.channel.payouts.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import faas.dynamodblocal.DynamoDbLocal;
import faas.kit.aws.LosesFirstAnswer;
import io.orderchannel.channel.payouts.application.PayoutLag;
import io.orderchannel.channel.payouts.application.PayoutStoreContract;
import io.orderchannel.channel.payouts.application.Payouts;
import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.table.LocalTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbPayoutsIT extends PayoutStoreContract {
    private static DynamoDbLocal local;

    private LocalTable table;
    private DynamoDbPayoutLag lag;

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void createTable() {
        table = LocalTable.create(local, "payouts");
        lag = new DynamoDbPayoutLag(table.client(), table.name());
    }

    @AfterEach
    void deleteTable() {
        table.close();
    }

    @Override
    protected Payouts payouts() {
        return new DynamoDbPayouts(table.client(), table.name());
    }

    @Override
    protected PayoutLag lag() {
        return lag;
    }

    @Override
    protected Optional<Payout> stored(String assignmentId) {
        Map<String, AttributeValue> item = table.item("payout#" + assignmentId);
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new Payout(
                        attribute(item, "assignmentId").s(),
                        new OrderId(attribute(item, "orderId").s()),
                        Channel.valueOf(attribute(item, "channel").s()),
                        Instant.parse(attribute(item, "deliveredAt").s()),
                        attribute(item, "cause").s()));
    }

    @Override
    protected Figures figures() {
        Map<String, AttributeValue> item = table.item("payout-lag");
        return new Figures(number(item, "maxLag"), number(item, "drains"), number(item, "drained"));
    }

    @Test
    void a_claim_whose_answer_is_lost_is_held_and_not_refused() {
        Instant until = NOON.plusSeconds(60);

        assertThat(losing(claims -> claims.reserve("claim-1", NOON, until))).isTrue();
        assertThat(losing(claims -> claims.begin("claim-1", "drain-1", NOON, until)))
                .isTrue();
        lag.end("drain-1", 0, Optional.empty());
        assertThat(losing(claims -> claims.take("drain-2", NOON, until))).isTrue();
    }

    @Test
    void of_several_at_once_one_gets_the_claim() throws Exception {
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "id-" + i;
            attempts.add(() -> id.hashCode() % 2 == 0
                    ? lag.take(id, NOON, NOON.plusSeconds(60))
                    : lag.reserve(id, NOON, NOON.plusSeconds(60)));
        }

        int claimed = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> attempt : executor.invokeAll(attempts)) {
                claimed += attempt.get() ? 1 : 0;
            }
        }

        assertThat(claimed).isEqualTo(1);
    }

    /** The relay behind the table's stream publishes what has these attributes. */
    @Test
    void nothing_here_looks_like_an_event_to_publish() {
        payouts().store(new Payout("assignment-1", new OrderId("1"), Channel.STORE, NOON, "cause"), NOON);
        lag.measured(1, NOON);

        assertThat(table.item("payout#assignment-1")).doesNotContainKeys("event", "eventId");
        assertThat(table.item("payout-lag")).doesNotContainKeys("event", "eventId");
    }

    private boolean losing(java.util.function.Predicate<PayoutLag> step) {
        try (LosesFirstAnswer unreliable = new LosesFirstAnswer(UrlConnectionHttpClient.create());
                DynamoDbClient retrying = LocalTable.client(local, unreliable)) {
            boolean result = step.test(new DynamoDbPayoutLag(retrying, table.name()));
            assertThat(unreliable.lost()).isEqualTo(1);
            return result;
        }
    }

    private static int number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Integer.parseInt(value.n());
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }
}
