package io.orderchannel.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.orderchannel.demo.client.Answer;
import io.orderchannel.demo.input.OrderLine;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.demo.settlement.Settlement;
import io.orderchannel.events.OrderState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final OrderBook book = new OrderBook();

    @Test
    void an_empty_book_names_every_end_state() {
        assertThat(book.orders().byState()).containsExactly(entry("CONFIRMED", 0L), entry("REJECTED", 0L));
    }

    @Test
    void a_second_answer_for_an_order_is_a_duplicate() {
        book.answered(1, accepted("o1", 0));
        book.answered(2, accepted("o1", 5));
        book.answered(3, new Answer.Refused(422, "another body"));
        book.malformed(new OrderLine.Malformed(4, "not JSON"));

        var orders = book.orders();
        assertThat(orders.sent()).isEqualTo(3);
        assertThat(orders.accepted()).isEqualTo(1);
        assertThat(orders.duplicates()).isEqualTo(1);
        assertThat(orders.refused()).isEqualTo(1);
        assertThat(orders.malformed()).isEqualTo(1);
        assertThat(orders.unsettled()).isEqualTo(1);
    }

    @Test
    void an_order_may_settle_before_its_answer_is_read_and_twice_is_once() {
        book.settled(settled("o1", OrderState.REJECTED, 3));
        book.answered(1, accepted("o1", 5));
        book.settled(settled("o1", OrderState.REJECTED, 3));
        book.answered(2, accepted("o2", 10));
        book.settled(settled("o2", OrderState.CONFIRMED, 30));

        assertThat(book.unsettled()).isZero();
        assertThat(book.orders().byState()).containsExactly(entry("CONFIRMED", 1L), entry("REJECTED", 1L));
        assertThat(book.latencies().placedToSettled().p50()).isZero();
        assertThat(book.latencies().placedToSettled().p99()).isEqualTo(20);
    }

    @Test
    void orders_that_others_sent_are_not_counted() {
        book.settled(settled("strange", OrderState.CONFIRMED, 3));

        assertThat(book.orders().byState()).containsEntry("CONFIRMED", 0L);
        assertThat(book.unsettled()).isZero();
    }

    @Test
    void every_line_that_was_not_accepted_is_named_in_the_files_order() {
        book.answered(9, new Answer.Unanswered(10, "status 502: "));
        book.answered(7, new Answer.Refused(400, "no items"));
        book.malformed(new OrderLine.Malformed(3, "not JSON"));

        assertThat(book.notAccepted())
                .containsExactly(
                        new RunReport.Line(3, "malformed", null, "not JSON"),
                        new RunReport.Line(7, "refused", 400, "no items"),
                        new RunReport.Line(9, "unanswered", null, "after 10 tries, the last: status 502: "));
        assertThat(book.orders().sent()).isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void waiting_ends_with_the_last_settlement() throws InterruptedException {
        book.answered(1, accepted("o1", 0));
        var settling = Thread.ofVirtual().start(() -> book.settled(settled("o1", OrderState.CONFIRMED, 3)));

        book.awaitSettled(Duration.ofHours(1));

        assertThat(book.unsettled()).isZero();
        settling.join();
    }

    @Test
    @Timeout(30)
    void waiting_ends_where_no_order_settles_any_more() throws InterruptedException {
        book.answered(1, accepted("o1", 0));

        book.awaitSettled(Duration.ofMillis(1));

        assertThat(book.unsettled()).isEqualTo(1);
    }

    private static Answer accepted(String orderId, int atMillis) {
        return new Answer.Accepted(orderId, T0.plusMillis(atMillis), Duration.ofMillis(1));
    }

    private static Settlement settled(String orderId, OrderState state, int atMillis) {
        return new Settlement(orderId, state, T0.plusMillis(atMillis));
    }
}
