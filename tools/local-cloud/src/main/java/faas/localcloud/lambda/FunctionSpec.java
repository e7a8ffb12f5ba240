package faas.localcloud.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One function as its template declares it.
 *
 * @param where stack, logical id and type, which messages about the template begin with
 * @param name construct id, the name in reports and logs
 * @param functionName physical name
 * @param alias the alias that every trigger targets; {@link #LATEST} where it has none, and until it is made
 * @param version the published version, which the alias points to; {@link #LATEST} where none is published
 * @param arn unqualified ARN
 * @param roleArn the role that its execution environments have
 * @param packageDirectory directory of the function package; its {@code lib/*.jar} are the class path
 * @param handler handler string as in the template: {@code package.Class} or {@code package.Class::method}
 * @param memoryMiB 128 to 10,240
 * @param timeout 1 to 900 s, or {@link #DEBUGGED_TIMEOUT}
 * @param environment the function's own environment variables; until it is made with placeholders of
 *     {@link faas.localcloud.assembly.LateValues}
 * @param reservedConcurrency empty: shares what no function has reserved
 */
public record FunctionSpec(
        String where,
        String name,
        String functionName,
        String alias,
        String version,
        String arn,
        String roleArn,
        Path packageDirectory,
        String handler,
        int memoryMiB,
        Duration timeout,
        Map<String, String> environment,
        OptionalInt reservedConcurrency) {

    /** What is invoked where neither an alias nor a version is named. */
    public static final String LATEST = "$LATEST";

    /** For each invocation of a function that is debugged: nobody rests longer at a breakpoint. */
    public static final Duration DEBUGGED_TIMEOUT = Duration.ofDays(1);

    public FunctionSpec {
        environment = Map.copyOf(environment);
        if (memoryMiB < 128 || memoryMiB > 10_240) {
            throw new IllegalArgumentException(name + ": memory " + memoryMiB + " MiB, expected 128 to 10240");
        }
        if (!timeout.equals(DEBUGGED_TIMEOUT) && (timeout.toSeconds() < 1 || timeout.toSeconds() > 900)) {
            throw new IllegalArgumentException(name + ": timeout " + timeout.toSeconds() + " s, expected 1 to 900");
        }
    }

    /** The function as it is made. */
    public FunctionSpec made(String itsAlias, String itsVersion, Map<String, String> itsEnvironment) {
        return new FunctionSpec(
                where,
                name,
                functionName,
                itsAlias,
                itsVersion,
                arn,
                roleArn,
                packageDirectory,
                handler,
                memoryMiB,
                timeout,
                itsEnvironment,
                reservedConcurrency);
    }

    /**
     * The function as it runs where neither an alias nor a version is named: the same where none is published, and while
     * it is debugged, since it then has one environment only.
     */
    FunctionSpec latest() {
        return isDebugged() || version.equals(LATEST) ? this : made(LATEST, LATEST, environment);
    }

    /** The function while it is debugged: one invocation at a time, and no end of its time in sight. */
    FunctionSpec debugged() {
        return new FunctionSpec(
                where,
                name,
                functionName,
                alias,
                version,
                arn,
                roleArn,
                packageDirectory,
                handler,
                memoryMiB,
                DEBUGGED_TIMEOUT,
                environment,
                OptionalInt.of(Math.min(1, reservedConcurrency.orElse(1))));
    }

    /** Whether this is a function while it is debugged. */
    boolean isDebugged() {
        return timeout.equals(DEBUGGED_TIMEOUT);
    }

    /** The ARN that triggers use: the one of the alias. */
    public String qualifiedArn() {
        return arn + ":" + alias;
    }

    public String logGroup() {
        return "/aws/lambda/" + functionName;
    }
}
