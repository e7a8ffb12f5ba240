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

    /**
     * A queue whose redrive policy names the dead-letter queue.
     *
     * @param receives after so many receives without success a message is a dead letter
     */
    record OfQueue(String name, String url, String arn, int receives, SortedSet<String> functions) implements Origin {
        @Override
        public String text() {
            return "queue " + name;
        }
    }

    /**
     * Asynchronous invocations of a function, whose on-failure destination is the queue.
     *
     * @param target how the function is invoked again: by an alias where one has that destination, so that the code of
     *     now runs; empty where none has, and a version's record is sent back to that version
     */
    record OfCalls(String function, Optional<String> target) implements Origin {
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
