package faas.localcloud.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Faults of DynamoDB, and of a function at the moment it writes, that a test asks for. Without being asked it does
 * nothing. Safe for use by several threads.
 */
public final class DynamoDbFaults {
    private static final List<String> WRITES =
            List.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");

    private final Consumer<String> killEnvironment;
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private @Nullable Random conflictRandom;
    private double conflictShare;
    private int conflicts;

    /**
     * No faults, until one is asked for.
     *
     * @param killEnvironment kills the execution environment with this id
     */
    public DynamoDbFaults(Consumer<String> killEnvironment) {
        this.killEnvironment = killEnvironment;
    }

    /** When, in the life of a write. */
    public enum Moment {
        /** The process is gone before the table sees the write. */
        BEFORE_WRITE,
        /** The write is stored, and the process is gone before it knows. */
        AFTER_WRITE
    }

    private static final class Kill {
        private final String function;
        private final Moment moment;
        private int writesLeft;

        Kill(String function, Moment moment, int writesLeft) {
            this.function = function;
            this.moment = moment;
            this.writesLeft = writesLeft;
        }

        synchronized boolean isDue() {
            return --writesLeft == 0;
        }
    }

    /**
     * Kills the environment that makes the function's {@code nth} write from now on, once.
     *
     * @param function construct id
     * @param nth from 1
     */
    public void killOnWrite(String function, int nth, Moment moment) {
        kills.add(new Kill(function, moment, nth));
    }

    /**
     * Refuses a share of all transactions with TransactionConflict, which DynamoDB Local itself never does.
     *
     * @param share 0 to 1
     * @param seed the same seed gives the same sequence of decisions
     */
    public synchronized void conflictOnShareOfTransactions(double share, long seed) {
        conflictShare = share;
        conflictRandom = new Random(seed);
    }

    /** Transactions refused so far. */
    public synchronized int conflicts() {
        return conflicts;
    }

    /** The item of a transaction of this size that is to be in conflict, if it is to be. */
    public synchronized Optional<Integer> conflictingItem(int items) {
        if (conflictRandom == null || items == 0 || conflictRandom.nextDouble() >= conflictShare) {
            return Optional.empty();
        }
        conflicts++;
        return Optional.of(conflictRandom.nextInt(items));
    }

    /**
     * Tells of a write that an environment is about to make, and returns what is to happen to the environment.
     *
     * @param operation as {@code PutItem}
     */
    public Optional<Moment> onWrite(String operation, String function) {
        if (kills.isEmpty() || !WRITES.contains(operation)) {
            return Optional.empty();
        }
        for (Kill kill : kills) {
            if (kill.function.equals(function) && kill.isDue()) {
                kills.remove(kill);
                return Optional.of(kill.moment);
            }
        }
        return Optional.empty();
    }

    public void kill(String environmentId) {
        killEnvironment.accept(environmentId);
    }
}
