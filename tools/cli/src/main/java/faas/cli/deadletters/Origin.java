package faas.cli.deadletters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Where messages of a dead-letter or failure queue came from. */
public sealed interface Origin {

    /** As lists show it: {@code queue demo-SendInvoice}. */
    String text();

    /** The deployed names of the functions that could not process the messages. */
    Set<String> functions();

    /** Messages of a queue, which go back there as they are. */
    sealed interface OfMessages extends Origin {

        /** The queue's deployed name. */
        String name();

        String url();

        /** How often they were tried. */
        String tries();
    }

    /**
     * A queue whose redrive policy names the dead-letter queue.
     *
     * @param receives after so many receives without success a message is a dead letter
     */
    record OfQueue(String name, String url, String arn, int receives, SortedSet<String> functions)
            implements OfMessages {
        @Override
        public String text() {
            return "queue " + name;
        }

        @Override
        public String tries() {
            return "received " + receives + " times without success";
        }
    }

    /**
     * A queue's subscription to a topic, whose redrive policy names the dead-letter queue: what the topic could not
     * deliver to the queue.
     */
    record OfSubscription(String topicArn, String name, String url, SortedSet<String> functions) implements OfMessages {
        @Override
        public String text() {
            return "topic " + topicArn.substring(topicArn.lastIndexOf(':') + 1) + " to queue " + name;
        }

        @Override
        public String tries() {
            return "not delivered: the topic may not send to the queue, or the queue did not answer";
        }
    }

    /**
     * Asynchronous invocations of a function, whose on-failure destination is the queue.
     *
     * @param targets ARNs of the function whose invocations have that destination
     */
    record OfCalls(String function, List<String> targets) implements Origin {

        /**
         * By which ARN it is invoked again: an alias that has the destination, so that the code of now runs, or the one
         * that was invoked. Empty where none of both has it.
         */
        Optional<String> target(String invoked) {
            return targets.stream()
                    .filter(FailureQueue::isAlias)
                    .findFirst()
                    .or(() -> targets.stream().filter(invoked::equals).findFirst());
        }

        @Override
        public Set<String> functions() {
            return Set.of(function);
        }

        @Override
        public String text() {
            return "calls of " + function;
        }
    }

    /**
     * A table's stream, by an event-source mapping whose on-failure destination is the queue.
     *
     * @param target the function as the mapping invokes it
     * @param streamArn the stream that the mapping reads
     * @param patterns the mapping's filter: a record that matches none was not delivered; empty: all were
     */
    record OfStream(String target, String streamArn, List<String> patterns) implements Origin {

        public String function() {
            return FailureQueue.function(target);
        }

        @Override
        public Set<String> functions() {
            return Set.of(function());
        }

        /** From {@code arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>}. */
        public String table() {
            return streamArn.split("/", -1)[1];
        }

        @Override
        public String text() {
            return "stream of " + table() + " to " + function();
        }
    }
}
