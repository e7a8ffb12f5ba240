package faas.localcloud.sqs;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;

/**
 * Counts the messages that ElasticMQ stores. It answers exactly the events that ElasticMQ waits for an answer to: any
 * other answer would stop ElasticMQ.
 */
final class QueueEvents extends AbstractActor {
    private final QueueCounters counters;

    private QueueEvents(QueueCounters counters) {
        this.counters = counters;
    }

    static Props props(QueueCounters counters) {
        return Props.create(QueueEvents.class, () -> new QueueEvents(counters));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(QueueEvent.MessageAdded.class, this::added)
                .match(
                        QueueEvent.QueueCreated.class,
                        created -> counters.register(created.queue().name()))
                .match(QueueEventWithOperationStatus.class, _ -> done())
                .matchAny(_ -> {})
                .build();
    }

    private void added(QueueEvent.MessageAdded event) {
        counters.countReceived(event.queueName());
        event.message().deadLetterSourceQueueName().foreach(source -> {
            counters.countDeadLettered(source);
            return null;
        });
        done();
    }

    private void done() {
        getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
}
