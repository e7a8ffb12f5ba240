package faas.localcloud.lambda;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many invocations may run at one time: a function with reserved concurrency has that many for itself, the others
 * share what is left of the account's. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html">Concurrency</a>
 */
final class ConcurrencyLimits {
    private final int account;
    private final Map<String, Integer> running = new HashMap<>();
    private int reserved;
    private int runningUnreserved;

    ConcurrencyLimits(int account) {
        this.account = account;
    }

    /** @throws IllegalArgumentException if the account has not as much left */
    synchronized void register(FunctionSpec function) {
        int wanted = function.reservedConcurrency().orElse(0);
        if (reserved + wanted > account) {
            throw new IllegalArgumentException(function.name() + ": reserved concurrency " + wanted
                    + ", but of the account's " + account + " only " + (account - reserved) + " are left");
        }
        reserved += wanted;
        running.put(function.functionName(), 0);
    }

    /** Empty if the invocation may run, else AWS's reason for the throttle. */
    synchronized Optional<String> tryAcquire(FunctionSpec function) {
        int mine = running.getOrDefault(function.functionName(), 0);
        if (function.reservedConcurrency().isPresent()) {
            if (mine >= function.reservedConcurrency().getAsInt()) {
                return Optional.of("ReservedFunctionConcurrentInvocationLimitExceeded");
            }
        } else if (runningUnreserved >= account - reserved) {
            return Optional.of("ConcurrentInvocationLimitExceeded");
        } else {
            runningUnreserved++;
        }
        running.put(function.functionName(), mine + 1);
        return Optional.empty();
    }

    synchronized void release(FunctionSpec function) {
        running.merge(function.functionName(), -1, Integer::sum);
        if (function.reservedConcurrency().isEmpty()) {
            runningUnreserved--;
        }
    }

    /** Invocations of all functions without reserved concurrency that may run at one time. */
    synchronized int unreserved() {
        return account - reserved;
    }
}
