package io.orderchannel.demo.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what was sent with what is stored, answered and dead-lettered at rest. Reads nothing itself.
 */
public final class Comparison {

    /** Assignments in these states count as one of their channel's slots. A delivered order's slot stays used. */
    private static final Set<String> HOLDING = Set.of("HELD", "ASSIGNED", "SHIPPED", "DELIVERED");

    private static final String NONE = "none";

    /** The states of an order at rest, and those that its assignment may have then. */
    private static final Map<String, Set<String>> LEGAL = Map.of(
            "CONFIRMED", Set.of("ASSIGNED"),
            "SHIPPED", Set.of("SHIPPED"),
            "DELIVERED", Set.of("DELIVERED"),
            "REJECTED", Set.of("REJECTED", "RELEASED", "CANCELLED", NONE),
            "CANCELLED", Set.of("CANCELLED", "RELEASED", "FAILED"));

    private Comparison() {}

    /** What can be wrong. */
    public enum Kind {
        /** An accepted order is not stored, a delivered one not paid, or a poison message in no dead-letter queue. */
        LOST,
        /** One key made two orders, something is stored that nobody asked for, or a poison message is there twice. */
        DOUBLED,
        /** A channel gave more slots than it has. */
        OVERSOLD,
        /** A counter of slots does not say how many assignments hold one. */
        SLOTS,
        /** An order and its assignment are in a pair of states that is illegal at rest. */
        ILLEGAL_PAIR,
        /** An order is stored, shown or answered differently from what was sent. */
        DIFFERENT,
        /** A sound message is a dead letter, and not only kills used up its tries. */
        DEAD_LETTER
    }

    /** One thing that is wrong. */
    public record Finding(Kind kind, String subject, String detail) {}

    /**
     * An order that was sent, perhaps several times with the same key.
     *
     * @param content as {@link ChaosOrder#content()}
     * @param ids every order id that an answer named; none without an answer
     * @param refusals answers that refused it though it is valid
     */
    public record Sent(String customerId, String content, Set<String> ids, List<String> refusals) {}

    /** An order as its table has it. */
    public record StoredOrder(String id, String customerId, String state, String content) {}

    /**
     * An assignment.
     *
     * @param slots the key of the counter for its slot
     */
    public record Assignment(String id, String orderId, String state, String slots) {}

    /** The counter of a channel's slots on one day. */
    public record Counter(String slots, long taken, long capacity) {}

    /** What is owed to a channel for one assignment. */
    public record Payout(String assignmentId, String orderId) {}

    /** GET's answer for an order: state and content, or the status if it is not 200. */
    public record Shown(String state, String content) {}

    /**
     * A message in a dead-letter queue.
     *
     * @param poison its marker; empty for a sound message
     * @param excused whether kills used up its tries
     */
    public record DeadLetter(String queue, String messageId, Optional<String> poison, boolean excused, String detail) {}

    /**
     * All that is compared.
     *
     * @param shown by order id
     * @param poison the dead-letter queue in which each marker is expected
     */
    public record Evidence(
            List<Sent> sent,
            List<StoredOrder> orders,
            List<Assignment> assignments,
            List<Counter> counters,
            List<Payout> payouts,
            Map<String, Shown> shown,
            Map<String, String> poison,
            List<DeadLetter> deadLetters) {}

    /** What was found. */
    public record Result(List<Finding> findings, Map<String, Long> pairs) {

        /** Findings of that kind. */
        public long count(Kind kind) {
            return findings.stream().filter(finding -> finding.kind() == kind).count();
        }
    }

    /** Compares; the pairs of states are counted as {@code DELIVERED/DELIVERED}. */
    public static Result of(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        var ordersById = evidence.orders().stream().collect(Collectors.toMap(StoredOrder::id, order -> order));
        compareSent(evidence, ordersById, findings);
        Map<String, Long> pairs = comparePairs(evidence, ordersById, findings);
        compareSlots(evidence, findings);
        comparePayouts(evidence, findings);
        compareShown(evidence, findings);
        compareDeadLetters(evidence, findings);
        return new Result(List.copyOf(findings), pairs);
    }

    private static void compareSent(Evidence evidence, Map<String, StoredOrder> ordersById, List<Finding> findings) {
        Map<String, List<StoredOrder>> byCustomer =
                evidence.orders().stream().collect(Collectors.groupingBy(StoredOrder::customerId));
        for (Sent sent : evidence.sent()) {
            var subject = "order of " + sent.customerId();
            if (sent.ids().size() > 1) {
                findings.add(new Finding(Kind.DOUBLED, subject, "answered with " + sent.ids()));
            }
            for (var id : sent.ids()) {
                if (!ordersById.containsKey(id)) {
                    findings.add(new Finding(Kind.LOST, subject, "accepted as " + id + " and not stored"));
                }
            }
            for (var refusal : sent.refusals()) {
                findings.add(new Finding(Kind.DIFFERENT, subject, "answered " + refusal));
            }
            var stored = byCustomer.getOrDefault(sent.customerId(), List.of());
            if (stored.size() > 1) {
                findings.add(new Finding(Kind.DOUBLED, subject, "stored " + stored.size() + " times"));
            }
            for (var order : stored) {
                if (!order.content().equals(sent.content())) {
                    findings.add(new Finding(
                            Kind.DIFFERENT, subject, "sent " + sent.content() + ", stored " + order.content()));
                }
            }
        }
        Set<String> customers = evidence.sent().stream().map(Sent::customerId).collect(Collectors.toSet());
        for (var order : evidence.orders()) {
            if (!customers.contains(order.customerId())) {
                findings.add(new Finding(Kind.DOUBLED, "order " + order.id(), "stored and sent by nobody"));
            }
        }
    }

    private static Map<String, Long> comparePairs(
            Evidence evidence, Map<String, StoredOrder> ordersById, List<Finding> findings) {
        Map<String, Long> pairs = new TreeMap<>();
        Map<String, Assignment> byOrder = new HashMap<>();
        for (var assignment : evidence.assignments()) {
            if (byOrder.put(assignment.orderId(), assignment) != null) {
                findings.add(new Finding(Kind.DOUBLED, "order " + assignment.orderId(), "has two assignments"));
            }
            if (!ordersById.containsKey(assignment.orderId())) {
                findings.add(new Finding(Kind.DOUBLED, assignment.id(), "is of an order that is not stored"));
            }
        }
        for (var order : evidence.orders()) {
            var assignment = byOrder.get(order.id());
            var state = assignment == null ? NONE : assignment.state();
            var pair = order.state() + "/" + state;
            pairs.merge(pair, 1L, Long::sum);
            if (!LEGAL.getOrDefault(order.state(), Set.of()).contains(state)) {
                findings.add(new Finding(Kind.ILLEGAL_PAIR, "order " + order.id(), pair));
            }
        }
        return pairs;
    }

    private static void compareSlots(Evidence evidence, List<Finding> findings) {
        Map<String, Long> held = evidence.assignments().stream()
                .filter(assignment -> HOLDING.contains(assignment.state()))
                .collect(Collectors.groupingBy(Assignment::slots, Collectors.counting()));
        for (var counter : evidence.counters()) {
            long holding = Optional.ofNullable(held.remove(counter.slots())).orElse(0L);
            if (counter.taken() != holding) {
                findings.add(new Finding(
                        Kind.SLOTS,
                        counter.slots(),
                        counter.taken() + " counted as taken, " + holding + " held by assignments"));
            }
            if (Math.max(counter.taken(), holding) > counter.capacity()) {
                findings.add(new Finding(
                        Kind.OVERSOLD,
                        counter.slots(),
                        Math.max(counter.taken(), holding) + " of " + counter.capacity() + " taken"));
            }
        }
        held.forEach((slots, holding) ->
                findings.add(new Finding(Kind.SLOTS, slots, holding + " held by assignments, and no counter")));
    }

    private static void comparePayouts(Evidence evidence, List<Finding> findings) {
        Set<String> delivered = evidence.assignments().stream()
                .filter(assignment -> assignment.state().equals("DELIVERED"))
                .map(Assignment::id)
                .collect(Collectors.toSet());
        Set<String> paid = new HashSet<>();
        for (var payout : evidence.payouts()) {
            if (!paid.add(payout.assignmentId())) {
                findings.add(new Finding(Kind.DOUBLED, "payout of " + payout.assignmentId(), "stored twice"));
            } else if (!delivered.contains(payout.assignmentId())) {
                findings.add(new Finding(
                        Kind.DOUBLED, "payout of " + payout.assignmentId(), "stored for what was not delivered"));
            }
        }
        for (var assignment : delivered) {
            if (!paid.contains(assignment)) {
                findings.add(new Finding(Kind.LOST, "payout of " + assignment, "delivered and not paid"));
            }
        }
    }

    private static void compareShown(Evidence evidence, List<Finding> findings) {
        for (var order : evidence.orders()) {
            var shown = evidence.shown().get(order.id());
            if (!new Shown(order.state(), order.content()).equals(shown)) {
                findings.add(new Finding(
                        Kind.DIFFERENT,
                        "order " + order.id(),
                        "stored " + order.state() + ", " + order.content() + "; GET shows "
                                + (shown == null ? "nothing" : shown.state() + ", " + shown.content())));
            }
        }
    }

    private static void compareDeadLetters(Evidence evidence, List<Finding> findings) {
        Set<String> found = new HashSet<>();
        for (var letter : evidence.deadLetters()) {
            if (letter.poison().isEmpty()) {
                if (!letter.excused()) {
                    findings.add(new Finding(
                            Kind.DEAD_LETTER,
                            "message " + letter.messageId() + " in " + letter.queue(),
                            letter.detail()));
                }
                continue;
            }
            var marker = letter.poison().get();
            if (!found.add(marker)) {
                findings.add(new Finding(Kind.DOUBLED, marker, "dead-lettered twice"));
            } else if (!letter.queue().equals(evidence.poison().get(marker))) {
                findings.add(new Finding(
                        Kind.DIFFERENT,
                        marker,
                        "in " + letter.queue() + ", expected in "
                                + evidence.poison().get(marker)));
            }
        }
        for (var poison : evidence.poison().entrySet()) {
            if (!found.contains(poison.getKey())) {
                findings.add(
                        new Finding(Kind.LOST, poison.getKey(), "not in the dead-letter queue " + poison.getValue()));
            }
        }
    }
}
