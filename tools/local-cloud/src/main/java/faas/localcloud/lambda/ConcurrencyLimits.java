package faas.localcloud.lambda;

import java.util.HashMap;
import java.util.List;
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
    private final Map<String, Integer> reserved = new HashMap<>();
    private int runningUnreserved;

    ConcurrencyLimits(int account) {
        this.account = account;
    }

    /**
     * Gives the functions what they reserve, in place of what they had reserved; all of them or, if it fails, none.
     *
     * @throws IllegalArgumentException if the account has not as much left
     */
    synchronized void register(List<FunctionSpec> functions) {
        Map<String, Integer> wanted = new HashMap<>(reserved);
        functions.forEach(function -> wanted.remove(function.functionName()));
        for (FunctionSpec function : functions) {
            int left = account - sum(wanted);
            int mine = function.reservedConcurrency().orElse(0);
            if (mine > left) {
                throw new IllegalArgumentException(function.name() + ": reserved concurrency " + mine
                        + ", but of the account's " + account + " only " + left + " are left");
            }
            wanted.put(function.functionName(), mine);
        }
        reserved.putAll(wanted);
    }

    /** Empty if the invocation may run, else AWS's reason for the throttle. */
    synchronized Optional<String> tryAcquire(FunctionSpec function) {
        int mine = running.getOrDefault(function.functionName(), 0);
        if (function.reservedConcurrency().isPresent()) {
            if (mine >= function.reservedConcurrency().getAsInt()) {
                return Optional.of("ReservedFunctionConcurrentInvocationLimitExceeded");
            }
        } else if (runningUnreserved >= unreserved()) {
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
        return account - sum(reserved);
    }

    private static int sum(Map<String, Integer> concurrency) {
        return concurrency.values().stream().mapToInt(Integer::intValue).sum();
    }
}
