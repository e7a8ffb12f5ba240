package faas.localcloud.sqs;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What was put on each queue and moved away from it, counted where ElasticMQ stores it. Safe for several threads. */
public final class QueueCounters {
    private final ConcurrentSkipListMap<String, LongAdder> received = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, LongAdder> deadLettered = new ConcurrentSkipListMap<>();

    /** Makes the queue appear in reports, used or not. */
    public void register(String queue) {
        received.computeIfAbsent(queue, _ -> new LongAdder());
    }

    void countReceived(String queue) {
        received.computeIfAbsent(queue, _ -> new LongAdder()).increment();
    }

    /** A message that was on the queue, or was meant for it, became a dead letter. */
    public void countDeadLettered(String queue) {
        deadLettered.computeIfAbsent(queue, _ -> new LongAdder()).increment();
    }

    /** Names of all queues that are or were. */
    public Iterable<String> queues() {
        return received.keySet();
    }

    /** Messages put on the queue since the start, those moved there by a redrive policy included. */
    public long received(String queue) {
        return sum(received, queue);
    }

    /** Messages that the queue's redrive policy moved away, and those that no subscription could deliver to it. */
    public long deadLettered(String queue) {
        return sum(deadLettered, queue);
    }

    private static long sum(Map<String, LongAdder> counters, String queue) {
        return counters.getOrDefault(queue, new LongAdder()).sum();
    }
}
