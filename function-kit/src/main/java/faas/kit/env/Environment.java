package faas.kit.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's environment variables into typed values, once, when the function starts. What is wrong is collected, so
 * that one failed start names every missing or invalid variable:
 *
 * <pre>{@code
 * Environment environment = Environment.ofThisProcess("SendInvoice");
 * Variable<String> table = environment.text("CHANNELS_TABLE");
 * Variable<Capacity> capacity = environment.parsed("CHANNEL_CAPACITY", Capacity::parse);
 * environment.check();
 * return new Settings(table.value(), capacity.value());
 * }</pre>
 *
 * <p>Values are written into the message: secrets do not belong into environment variables.
 */
public final class Environment {
    private final String function;
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private Environment(String function, Map<String, String> variables) {
        this.function = function;
        this.variables = variables;
    }

    /** Reads this process's variables. {@code function} is named in the message. */
    public static Environment ofThisProcess(String function) {
        return new Environment(function, System.getenv());
    }

    /** Reads those variables. {@code function} is named in the message. */
    public static Environment of(String function, Map<String, String> variables) {
        return new Environment(function, variables);
    }

    /** A variable that must be there and not blank. */
    public Variable<String> text(String name) {
        return parsed(name, Function.identity());
    }

    /** A variable that must be a decimal number within the bounds, both included. */
    public Variable<Integer> number(String name, int least, int most) {
        return parsed(name, text -> {
            String expected = "a whole number from " + least + " to " + most;
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(expected, notANumber);
            }
            throw new IllegalArgumentException(expected);
        });
    }

    /**
     * A variable that must be there and that {@code parse} must accept.
     *
     * @param parse throws {@link IllegalArgumentException} with what was expected as its message
     */
    public <T> Variable<T> parsed(String name, Function<String, T> parse) {
        String text = variables.get(name);
        if (text == null || text.isBlank()) {
            problems.add(name + (text == null ? " is missing" : " is blank"));
            return new Variable<>(name, null);
        }
        try {
            return new Variable<>(name, parse.apply(text));
        } catch (IllegalArgumentException invalid) {
            problems.add(name + " is '" + text + "', expected " + invalid.getMessage());
            return new Variable<>(name, null);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalStateException if a variable was missing or invalid; the message names all of them with their
     *     values
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(function + ": environment: " + String.join("; ", problems));
        }
    }

    /** A variable that was read; its value may be taken after {@link Environment#check()}. */
    public static final class Variable<T> {
        private final String name;
        private final @Nullable T value;

        private Variable(String name, @Nullable T value) {
            this.name = name;
            this.value = value;
        }

        /**
         * The value.
         *
         * @throws IllegalStateException if the variable was missing or invalid
         */
        public T value() {
            if (value == null) {
                throw new IllegalStateException(name + " was missing or invalid");
            }
            return value;
        }
    }
}
