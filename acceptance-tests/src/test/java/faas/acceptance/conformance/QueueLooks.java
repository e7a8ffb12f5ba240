package faas.acceptance.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to the messages of a queue. */
final class QueueLooks {

    static final List<Observations.Look> ALL =
            List.of(QueueLooks::responses, QueueLooks::filters, QueueLooks::windows, QueueLooks::concurrency);

    private static final int LARGEST_EVENT = 6 * 1024 * 1024;

    private static final int TRIES = 5;

    /** A message that misbehaves the first time, and one that does not. */
    private record Pair(Script told, Script other) {

        static Pair of(Script told) {
            return new Pair(told.again().once().of("wanted"), Script.succeed().of("wanted"));
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
        misbehaviours().forEach((behaviour, script) -> pairs.put(behaviour, handedOver(site, script)));
        site.awaitEmpty("ReportingQueueUrl");
        pairs.forEach((behaviour, pair) -> {
            observations.put(behaviour, again(site, pair));
            if (behaviour == Behaviour.QUEUE_EXCEPTION) {
                observations.put(Behaviour.QUEUE_VISIBILITY, visibility(site.deliveries(pair.told())));
            }
        });
    }

    /** LocalStack may hand over the first message before the second is there; such a pair tells nothing. */
    private static Pair handedOver(Site site, Script script) {
        for (int tries = 0; tries < TRIES; tries++) {
            var pair = Pair.of(script);
            site.send("ReportingQueueUrl", pair.bodies());
            var told = site.awaitDeliveries(pair.told(), 1).getFirst();
            var other = site.awaitDeliveries(pair.other(), 1).getFirst();
            if (told.requestId().equals(other.requestId())) {
                return pair;
            }
        }
        throw new IllegalStateException("no two messages of " + TRIES + " pairs came in one batch");
    }

    private static String again(Site site, Pair pair) {
        boolean told = site.deliveries(pair.told()).size() > 1;
        boolean other = site.deliveries(pair.other()).size() > 1;
        return told && other ? "all again" : told ? "that one again" : other ? "the other one again" : "all done";
    }

    /**
     * The visibility timeout counts from when a message is received, which is a second's window before it is handed
     * over.
     */
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

        var json = Script.succeed();
        var text = Script.succeed();
        site.send("AbsentQueueUrl", List.of("no JSON: " + text.toJson(), json.toJson()));
        site.awaitDeliveries(json, 1);
        site.awaitEmpty("AbsentQueueUrl");
        observations.put(Behaviour.QUEUE_FILTERED_ABSENT, delivered(site, text));
    }

    /** The queue is empty. */
    private static String delivered(Site site, Script script) {
        return site.deliveries(script).isEmpty() ? "deleted, not delivered" : "delivered";
    }

    private static void windows(Site site, Observations observations) {
        observations.put(Behaviour.QUEUE_WINDOW_TIME, gathered(site, scripts(2)));
        observations.put(Behaviour.QUEUE_WINDOW_SIZE, gathered(site, scripts(ConformanceApp.BATCH_SIZE)));
        observations.put(Behaviour.QUEUE_WINDOW_BYTES, gatheredBytes(site));
    }

    private static List<Script> scripts(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Script.succeed()).toList();
    }

    private static String gathered(Site site, List<Script> scripts) {
        keepBusy(site);
        var sent = Instant.now();
        site.send("GatheredQueueUrl", scripts.stream().map(Script::toJson).toList());
        var first = first(site, scripts);
        return first.scripts() + when(sent, first);
    }

    /**
     * Gets a second try: an engine that looks at no size has more than 6 MB at hand only if all was sent in time, and an
     * engine whose pollers gather side by side may spread it over them.
     */
    private static String gatheredBytes(Site site) {
        var once = gatheredBytesOnce(site);
        return once.startsWith("more") ? once : gatheredBytesOnce(site);
    }

    private static String gatheredBytesOnce(Site site) {
        var padding = "x".repeat(900 * 1024);
        var scripts = scripts(8);
        keepBusy(site);
        var sent = Instant.now();
        scripts.parallelStream()
                .forEach(script ->
                        site.send("GatheredQueueUrl", List.of(script.of(padding).toJson())));
        var first = first(site, scripts);
        return (first.bytes() <= LARGEST_EVENT ? "6 MB at most," : "more than 6 MB,") + when(sent, first);
    }

    /** Has a batch under way: LocalStack polls batch by batch, and then finds all that was sent meanwhile. */
    private static void keepBusy(Site site) {
        var held = Script.hold(ConformanceApp.TIMEOUT.minusSeconds(1).toMillis());
        site.send(
                "GatheredQueueUrl",
                Stream.concat(scripts(ConformanceApp.BATCH_SIZE - 1).stream(), Stream.of(held))
                        .map(Script::toJson)
                        .toList());
        site.awaitDeliveries(held, 1);
    }

    /** Waits until all are handed over, and returns the delivery that was the first. */
    private static Delivery first(Site site, List<Script> scripts) {
        return scripts.stream()
                .map(script -> site.awaitDeliveries(script, 1).getFirst())
                .min(Comparator.comparing(Delivery::at))
                .orElseThrow();
    }

    private static String when(Instant sent, Delivery delivery) {
        return delivery.at().isBefore(sent.plus(ConformanceApp.WINDOW))
                ? " before the window is over"
                : " when the window is over";
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
