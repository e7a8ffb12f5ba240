package io.orderchannel.acceptance.conformance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** What happens to the messages of a queue. */
final class QueueLooks {

    static final List<Observations.Look> ALL =
            List.of(QueueLooks::responses, QueueLooks::filters, QueueLooks::windows, QueueLooks::concurrency);

    /** More than two windows. */
    private static final Duration LARGE_BATCH_WITHIN = Duration.ofSeconds(20);

    /** A message that misbehaves the first time, and one that does not. */
    private record Pair(Script told, Script other) {

        static Pair of(Script told) {
            return new Pair(told.once().of("wanted"), Script.succeed().of("wanted"));
        }

        List<String> bodies() {
            return List.of(told.toJson(), other.toJson());
        }
    }

    private QueueLooks() {}

    private static Map<Behaviour, Script> misbehaviours() {
        var all = new LinkedHashMap<Behaviour, Script>();
        all.put(Behaviour.QUEUE_TIME_OUT, Script.hang());
        all.put(Behaviour.QUEUE_ITEM_FAILURE, failures("[{\"itemIdentifier\":\"$item\"}]"));
        all.put(
                Behaviour.QUEUE_DUPLICATE_ID,
                failures("[{\"itemIdentifier\":\"$item\"},{\"itemIdentifier\":\"$item\"}]"));
        all.put(Behaviour.QUEUE_EMPTY_LIST, failures("[]"));
        all.put(Behaviour.QUEUE_NULL_LIST, failures("null"));
        all.put(Behaviour.QUEUE_EMPTY_RESPONSE, Script.answer("{ }"));
        all.put(Behaviour.QUEUE_NULL_RESPONSE, Script.answer("null"));
        all.put(Behaviour.QUEUE_UNKNOWN_ID, failures("[{\"itemIdentifier\":\"unknown\"}]"));
        all.put(Behaviour.QUEUE_NULL_ID, failures("[{\"itemIdentifier\":null}]"));
        all.put(Behaviour.QUEUE_EMPTY_ID, failures("[{\"itemIdentifier\":\"\"}]"));
        all.put(Behaviour.QUEUE_WRONG_KEY, failures("[{\"messageId\":\"$item\"}]"));
        all.put(Behaviour.QUEUE_NOT_JSON, Script.answer("done"));
        all.put(Behaviour.QUEUE_EXCEPTION, Script.fail());
        return all;
    }

    private static Script failures(String list) {
        return Script.answer("{\"batchItemFailures\":" + list + "}");
    }

    /** Pair after pair, so that none shares its first batch with another: what comes again may share a later one. */
    private static void responses(Site site, Observations observations) {
        var pairs = new LinkedHashMap<Behaviour, Pair>();
        misbehaviours().forEach((behaviour, script) -> {
            var pair = Pair.of(script);
            pairs.put(behaviour, pair);
            site.send("ReportingQueueUrl", pair.bodies());
            site.awaitDeliveries(pair.told(), 1);
            site.awaitDeliveries(pair.other(), 1);
        });
        site.awaitEmpty("ReportingQueueUrl");
        pairs.forEach((behaviour, pair) -> {
            observations.put(behaviour, again(site, pair));
            if (behaviour == Behaviour.QUEUE_EXCEPTION) {
                observations.put(Behaviour.QUEUE_VISIBILITY, visibility(site.deliveries(pair.told())));
            }
        });
    }

    private static String again(Site site, Pair pair) {
        boolean told = site.deliveries(pair.told()).size() > 1;
        boolean other = site.deliveries(pair.other()).size() > 1;
        return told && other ? "all again" : told ? "that one again" : other ? "the other one again" : "all done";
    }

    /** The visibility timeout counts from when a message is received, which is a second's window before it is handed over. */
    private static String visibility(List<Delivery> deliveries) {
        if (deliveries.size() < 2) {
            return "never";
        }
        var between = Duration.between(deliveries.get(0).at(), deliveries.get(1).at());
        return between.compareTo(ConformanceApp.VISIBILITY_TIMEOUT.minusSeconds(1)) >= 0
                ? "after the visibility timeout"
                : "after " + between;
    }

    private static void filters(Site site, Observations observations) {
        var reported = Pair.of(failures("[{\"itemIdentifier\":\"$item\"}]"));
        var unwanted = Script.succeed();
        var plain = Script.succeed();
        site.send(
                "FilteredQueueUrl",
                List.of(
                        unwanted.toJson(),
                        "no JSON: " + plain.toJson(),
                        reported.told().toJson(),
                        reported.other().toJson()));
        site.awaitDeliveries(reported.told(), 1);
        site.awaitDeliveries(reported.other(), 1);
        site.awaitEmpty("FilteredQueueUrl");
        observations.put(Behaviour.QUEUE_NOT_ASKED, again(site, reported));
        observations.put(Behaviour.QUEUE_FILTERED, delivered(site, unwanted));
        observations.put(Behaviour.QUEUE_FILTERED_TEXT, delivered(site, plain));
    }

    /** The queue is empty. */
    private static String delivered(Site site, Script script) {
        return site.deliveries(script).isEmpty() ? "deleted, not delivered" : "delivered";
    }

    /**
     * After a batch half a window passes before the next message: an engine whose windows follow each other, whether there is a
     * message or not, hands that one over too early.
     */
    private static void windows(Site site, Observations observations) {
        observations.put(Behaviour.QUEUE_WINDOW_SIZE, gathered(site, scripts(ConformanceApp.BATCH_SIZE)));
        var pause = Instant.now().plus(ConformanceApp.WINDOW.dividedBy(2));
        await().until(() -> Instant.now().isAfter(pause));
        observations.put(Behaviour.QUEUE_WINDOW_TIME, gathered(site, scripts(2)));
        observations.put(Behaviour.QUEUE_WINDOW_BYTES, gatheredBytes(site));
    }

    private static List<Script> scripts(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Script.succeed()).toList();
    }

    private static String gathered(Site site, List<Script> scripts) {
        var sent = Instant.now();
        site.send("GatheredQueueUrl", scripts.stream().map(Script::toJson).toList());
        var first = first(site, scripts);
        return first.scripts()
                + (isBeforeTheEnd(sent, first) ? " before the window is over" : " when the window is over");
    }

    private static String gatheredBytes(Site site) {
        var padding = "x".repeat(900 * 1024);
        var scripts = scripts(8);
        var sent = Instant.now();
        scripts.parallelStream()
                .forEach(script ->
                        site.send("GatheredQueueUrl", List.of(script.of(padding).toJson())));
        try {
            await().atMost(LARGE_BATCH_WITHIN)
                    .until(() -> scripts.stream()
                            .noneMatch(script -> site.deliveries(script).isEmpty()));
        } catch (ConditionTimeoutException e) {
            return "not all handed over within " + LARGE_BATCH_WITHIN.toSeconds() + " s";
        }
        var first = first(site, scripts);
        return (first.bytes() <= 6 * 1024 * 1024 ? "6 MB at most" : first.bytes() + " bytes")
                + (isBeforeTheEnd(sent, first) ? ", before the window is over" : ", when the window is over");
    }

    /** Waits until all are handed over, and returns the delivery that was the first. */
    private static Delivery first(Site site, List<Script> scripts) {
        return scripts.stream()
                .map(script -> site.awaitDeliveries(script, 1).getFirst())
                .min(Comparator.comparing(Delivery::at))
                .orElseThrow();
    }

    private static boolean isBeforeTheEnd(Instant sent, Delivery delivery) {
        return delivery.at().isBefore(sent.plus(ConformanceApp.WINDOW));
    }

    private static void concurrency(Site site, Observations observations) {
        var taking = Duration.ofSeconds(2);
        var scripts = IntStream.range(0, 6)
                .mapToObj(_ -> Script.hold(taking.toMillis()))
                .toList();
        site.send("LimitedQueueUrl", scripts.stream().map(Script::toJson).toList());
        var starts = scripts.stream()
                .map(script -> site.awaitDeliveries(script, 1).getFirst().at())
                .toList();
        long most = starts.stream()
                .mapToLong(start -> starts.stream()
                        .filter(other ->
                                !other.isAfter(start) && other.plus(taking).isAfter(start))
                        .count())
                .max()
                .orElseThrow();
        observations.put(Behaviour.QUEUE_MAXIMUM_CONCURRENCY, most + " at a time");
    }
}
