package io.orderchannel.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.demo.chaos.Comparison.Assignment;
import io.orderchannel.demo.chaos.Comparison.Counter;
import io.orderchannel.demo.chaos.Comparison.DeadLetter;
import io.orderchannel.demo.chaos.Comparison.Evidence;
import io.orderchannel.demo.chaos.Comparison.Kind;
import io.orderchannel.demo.chaos.Comparison.Payout;
import io.orderchannel.demo.chaos.Comparison.Sent;
import io.orderchannel.demo.chaos.Comparison.Shown;
import io.orderchannel.demo.chaos.Comparison.StoredOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final String SLOTS = "SLOTS#STORE#2026-03-01";
    private static final String DEAD = "demo-AssignOrder-dlq";

    private final List<Sent> sent = new ArrayList<>();
    private final List<StoredOrder> orders = new ArrayList<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<Payout> payouts = new ArrayList<>();
    private final Map<String, Shown> shown = new HashMap<>();
    private final Map<String, String> poison = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    /** Two orders that came to their end, one delivered and one rejected, and a poison message where it belongs. */
    ComparisonTest() {
        order("o1", "c1", "DELIVERED");
        order("o2", "c2", "REJECTED");
        assignments.add(new Assignment("a1", "o1", "DELIVERED", SLOTS));
        assignments.add(new Assignment("a2", "o2", "REJECTED", SLOTS));
        counters.add(new Counter(SLOTS, 1, 1));
        payouts.add(new Payout("a1", "o1"));
        poison.put("poison-1", DEAD);
        deadLetters.add(new DeadLetter(DEAD, "m1", Optional.of("poison-1"), false, ""));
    }

    private void order(String id, String customer, String state) {
        sent.add(new Sent(customer, "goods of " + customer, Set.of(id), List.of()));
        orders.add(new StoredOrder(id, customer, state, "goods of " + customer));
        shown.put(id, new Shown(state, "goods of " + customer));
    }

    private Comparison.Result compared() {
        return Comparison.of(new Evidence(sent, orders, assignments, counters, payouts, shown, poison, deadLetters));
    }

    private void assertFound(Kind kind, String subject) {
        assertThat(compared().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.subject()).contains(subject);
        });
    }

    @Test
    void a_clean_run_has_no_findings() {
        assertThat(compared().findings()).isEmpty();
        assertThat(compared().pairs())
                .containsOnly(Map.entry("DELIVERED/DELIVERED", 1L), Map.entry("REJECTED/REJECTED", 1L));
    }

    @Test
    void an_order_that_got_no_answer_may_be_stored_or_not() {
        sent.add(new Sent("c3", "goods of c3", Set.of(), List.of()));
        sent.set(1, new Sent("c2", "goods of c2", Set.of(), List.of()));

        assertThat(compared().findings()).isEmpty();
    }

    @Test
    void an_accepted_order_that_is_not_stored_is_lost() {
        sent.add(new Sent("c3", "goods of c3", Set.of("o3"), List.of()));

        assertFound(Kind.LOST, "c3");
    }

    @Test
    void a_key_that_was_answered_with_two_orders_is_doubled() {
        sent.set(1, new Sent("c2", "goods of c2", Set.of("o2", "o1"), List.of()));

        assertFound(Kind.DOUBLED, "c2");
    }

    @Test
    void an_order_that_is_stored_under_two_ids_is_doubled() {
        orders.add(new StoredOrder("o3", "c2", "REJECTED", "goods of c2"));
        shown.put("o3", new Shown("REJECTED", "goods of c2"));

        assertFound(Kind.DOUBLED, "c2");
    }

    @Test
    void an_order_that_nobody_sent_is_doubled() {
        orders.add(new StoredOrder("o3", "c3", "REJECTED", "goods"));
        shown.put("o3", new Shown("REJECTED", "goods"));

        assertFound(Kind.DOUBLED, "o3");
    }

    @Test
    void an_order_that_is_stored_with_other_goods_is_different() {
        sent.set(1, new Sent("c2", "other goods", Set.of("o2"), List.of()));

        assertFound(Kind.DIFFERENT, "c2");
    }

    @Test
    void a_valid_order_that_was_refused_is_different() {
        sent.set(1, new Sent("c2", "goods of c2", Set.of("o2"), List.of("400: no")));

        assertFound(Kind.DIFFERENT, "c2");
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED,DELIVERED",
        "CANCELLED,SHIPPED",
        "CANCELLED,ASSIGNED",
        "CANCELLED,",
        "CONFIRMED,DELIVERED",
        "SHIPPED,DELIVERED",
        "DELIVERED,SHIPPED",
        "REJECTED,ASSIGNED",
        "PLACED,",
        "PLACED,ASSIGNED",
        "CANCELLING,RELEASED",
        "CONFIRMED,HELD"
    })
    void states_that_do_not_belong_together_are_an_illegal_pair(String order, String assignment) {
        pair(order, assignment);

        assertFound(Kind.ILLEGAL_PAIR, "o3");
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED,DELIVERED", "SHIPPED,SHIPPED", "CONFIRMED,ASSIGNED", "REJECTED,REJECTED", "REJECTED,RELEASED",
        "REJECTED,CANCELLED", "REJECTED,", "CANCELLED,CANCELLED", "CANCELLED,RELEASED", "CANCELLED,FAILED"
    })
    void states_that_belong_together_are_no_finding(String order, String assignment) {
        pair(order, assignment);

        assertThat(compared().findings()).isEmpty();
    }

    private void pair(String order, String assignment) {
        order("o3", "c3", order);
        if (assignment == null) {
            return;
        }
        assignments.add(new Assignment("a3", "o3", assignment, "SLOTS#LOCKER#2026-03-01"));
        if (Set.of("HELD", "ASSIGNED", "SHIPPED", "DELIVERED").contains(assignment)) {
            counters.add(new Counter("SLOTS#LOCKER#2026-03-01", 1, 1));
        }
        if (assignment.equals("DELIVERED")) {
            payouts.add(new Payout("a3", "o3"));
        }
    }

    @Test
    void more_slots_than_the_channel_has_are_oversold() {
        counters.set(0, new Counter(SLOTS, 1, 0));

        assertFound(Kind.OVERSOLD, SLOTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2})
    void a_counter_that_does_not_count_the_assignments_that_hold_a_slot_is_wrong(long taken) {
        counters.set(0, new Counter(SLOTS, taken, 5));

        assertFound(Kind.SLOTS, SLOTS);
    }

    @Test
    void slots_that_no_counter_counts_are_wrong() {
        counters.clear();

        assertFound(Kind.SLOTS, SLOTS);
    }

    @Test
    void a_delivered_order_that_is_not_paid_is_lost() {
        payouts.clear();

        assertFound(Kind.LOST, "a1");
    }

    @Test
    void a_payout_for_what_was_not_delivered_is_doubled() {
        payouts.add(new Payout("a2", "o2"));

        assertFound(Kind.DOUBLED, "a2");
    }

    @Test
    void a_second_assignment_of_one_order_is_doubled() {
        assignments.add(new Assignment("a3", "o2", "REJECTED", SLOTS));

        assertFound(Kind.DOUBLED, "o2");
    }

    @Test
    void an_order_that_GET_shows_in_another_state_is_different() {
        shown.put("o2", new Shown("CANCELLED", "goods of c2"));

        assertFound(Kind.DIFFERENT, "o2");
    }

    @Test
    void an_order_that_GET_does_not_show_is_different() {
        shown.remove("o2");

        assertFound(Kind.DIFFERENT, "o2");
    }

    @Test
    void a_sound_dead_letter_that_kills_do_not_explain_is_found() {
        deadLetters.add(new DeadLetter(DEAD, "m2", Optional.empty(), false, "1 of its 3 tries"));

        assertFound(Kind.DEAD_LETTER, "m2");
    }

    @Test
    void a_sound_dead_letter_whose_tries_kills_used_up_is_no_fault() {
        deadLetters.add(new DeadLetter(DEAD, "m2", Optional.empty(), true, "3 of its 3 tries"));

        assertThat(compared().findings()).isEmpty();
    }

    @Test
    void a_poison_message_that_is_nowhere_is_lost() {
        poison.put("poison-2", DEAD);

        assertFound(Kind.LOST, "poison-2");
    }

    @Test
    void a_poison_message_that_is_there_twice_is_doubled() {
        deadLetters.add(new DeadLetter(DEAD, "m2", Optional.of("poison-1"), false, ""));

        assertFound(Kind.DOUBLED, "poison-1");
    }

    @Test
    void a_poison_message_in_another_queue_is_different() {
        poison.put("poison-1", "demo-Payouts-dlq");

        assertFound(Kind.DIFFERENT, "poison-1");
    }
}
