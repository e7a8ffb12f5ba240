package io.orderchannel.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.orderchannel.demo.client.Answer;
import io.orderchannel.demo.follow.StateChange;
import io.orderchannel.demo.input.OrderLine;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.events.order.OrderEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderBookTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final OrderBook book = new OrderBook(Goal.ENDED);

    @Test
    void an_empty_book_names_every_end_state() {
        assertThat(book.orders().byState())
                .containsExactly(entry("REJECTED", 0L), entry("DELIVERED", 0L), entry("CANCELLED", 0L));
    }

    @Test
    void a_second_answer_for_an_order_is_a_duplicate() {
        book.answered(line(1), accepted("o1", 0));
        book.answered(line(2), accepted("o1", 5));
        book.answered(line(3), new Answer.Refused(422, "another body"));
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
    void an_order_may_end_before_its_answer_is_read_and_twice_is_once() {
        book.changed(changed("o1", OrderEventType.REJECTED, 2, 3));
        book.answered(line(1), accepted("o1", 5));
        book.changed(changed("o1", OrderEventType.REJECTED, 2, 3));
        book.answered(line(2), accepted("o2", 10));
        book.changed(changed("o2", OrderEventType.CONFIRMED, 2, 30));
        book.changed(changed("o2", OrderEventType.DELIVERED, 4, 50));

        assertThat(book.unfinished()).isZero();
        assertThat(book.orders().byState())
                .containsExactly(entry("REJECTED", 1L), entry("DELIVERED", 1L), entry("CANCELLED", 0L));
        assertThat(book.latencies().placedToSettled().p50()).isZero();
        assertThat(book.latencies().placedToSettled().p99()).isEqualTo(20);
        assertThat(book.latencies().placedToDelivered().p99()).isEqualTo(40);
    }

    @Test
    void of_changes_in_any_order_the_one_with_the_highest_version_counts() {
        book.answered(line(1), accepted("o1", 0));
        book.changed(changed("o1", OrderEventType.DELIVERED, 4, 40));
        book.changed(changed("o1", OrderEventType.CONFIRMED, 2, 20));
        book.changed(changed("o1", OrderEventType.SHIPPED, 3, 30));

        assertThat(book.in(OrderEventType.DELIVERED)).isEqualTo(1);
        assertThat(book.unfinished()).isZero();
        assertThat(book.latencies().placedToSettled().p50()).isEqualTo(20);
        assertThat(book.latencies().placedToDelivered().p50()).isEqualTo(40);
    }

    @Test
    void an_order_that_is_confirmed_has_settled_but_not_ended() {
        var settling = new OrderBook(Goal.SETTLED);
        for (var one : List.of(book, settling)) {
            one.answered(line(1), accepted("o1", 0));
            one.changed(changed("o1", OrderEventType.CONFIRMED, 2, 20));
        }

        assertThat(book.unfinished()).isEqualTo(1);
        assertThat(settling.unfinished()).isZero();
    }

    @Test
    void an_order_to_be_cancelled_is_settled_by_the_answer() {
        var settling = new OrderBook(Goal.SETTLED);
        settling.answered(line(1), accepted("o1", 0));
        settling.changed(changed("o1", OrderEventType.CANCELLING, 2, 20));
        assertThat(settling.unfinished()).isEqualTo(1);

        settling.changed(changed("o1", OrderEventType.SHIPPED, 3, 30));

        assertThat(settling.unfinished()).isZero();
        assertThat(settling.latencies().placedToSettled().p50()).isEqualTo(30);
    }

    @Test
    void an_order_that_is_to_be_cancelled_after_it_was_confirmed_is_counted_once() {
        var settling = new OrderBook(Goal.SETTLED);
        settling.answered(line(1), accepted("o1", 0));
        settling.changed(changed("o1", OrderEventType.CONFIRMED, 2, 20));
        settling.changed(changed("o1", OrderEventType.CANCELLING, 3, 30));
        assertThat(settling.unfinished()).isEqualTo(1);

        settling.changed(changed("o1", OrderEventType.CANCELLED, 4, 40));

        assertThat(settling.unfinished()).isZero();
        assertThat(settling.latencies().placedToSettled().p50()).isEqualTo(20);
    }

    @Test
    void orders_that_others_sent_are_not_counted() {
        book.changed(changed("strange", OrderEventType.REJECTED, 2, 3));

        assertThat(book.orders().byState()).containsEntry("REJECTED", 0L);
        assertThat(book.unfinished()).isZero();
    }

    @Test
    void every_line_that_was_not_accepted_is_named_in_the_files_order() {
        book.answered(line(9), new Answer.Unanswered(10, "status 502: "));
        book.answered(line(7), new Answer.Refused(400, "no items"));
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
    void waiting_ends_with_the_last_order() throws InterruptedException {
        book.answered(line(1), accepted("o1", 0));
        var ending = Thread.ofVirtual().start(() -> book.changed(changed("o1", OrderEventType.REJECTED, 2, 3)));

        book.awaitFinished(Duration.ofHours(1));

        assertThat(book.unfinished()).isZero();
        ending.join();
    }

    @Test
    @Timeout(30)
    void waiting_ends_where_no_order_gets_on_any_more() throws InterruptedException {
        book.answered(line(1), accepted("o1", 0));

        book.awaitFinished(Duration.ofMillis(1));

        assertThat(book.unfinished()).isEqualTo(1);
    }

    private static Answer accepted(String orderId, int atMillis) {
        return new Answer.Accepted(orderId, T0.plusMillis(atMillis), Duration.ofMillis(1));
    }

    private static StateChange changed(String orderId, OrderEventType state, long version, int atMillis) {
        return new StateChange(orderId, state, version, T0.plusMillis(atMillis));
    }

    private static OrderLine.Order line(int number) {
        return new OrderLine.Order(number, Optional.of("key-" + number), "{}");
    }
}
