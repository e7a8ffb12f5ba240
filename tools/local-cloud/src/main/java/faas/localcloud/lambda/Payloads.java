package faas.localcloud.lambda;

import faas.localcloud.json.Json;
import java.time.Duration;
import java.util.Locale;

/** Sizes and error documents of synchronous invocations, as AWS words them. */
final class Payloads {
    /**
     * Request and response of a synchronous invocation.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Quotas</a>
     */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    /** The response may be 100 bytes longer. */
    static final int MAX_RESPONSE_BYTES = MAX_BYTES + 100;

    private Payloads() {}

    static String error(String type, String message) {
        return Json.text(Json.object().put("errorType", type).put("errorMessage", message));
    }

    static String timedOut(String requestId, Duration timeout) {
        return error(
                "Sandbox.Timedout",
                String.format(
                        Locale.ROOT,
                        "RequestId: %s Error: Task timed out after %.2f seconds",
                        requestId,
                        timeout.toMillis() / 1000.0));
    }

    static String exited(String requestId, int status) {
        // A process killed by a signal ends with 128 + the signal's number.
        return error("Runtime.ExitError", "RequestId: " + requestId + " Error: " + howExited(status));
    }

    /**
     * How the process of a runtime ended, in the words of the error document and of the log.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html">Exit errors</a>
     */
    static String howExited(int status) {
        if (status == 0) {
            return "Runtime exited without providing a reason";
        }
        return "Runtime exited with error: " + (status == 137 ? "signal: killed" : "exit status " + status);
    }

    static String responseTooLarge(long bytes) {
        return error(
                "Function.ResponseSizeTooLarge",
                "Response payload size (" + bytes + " bytes) exceeded maximum allowed payload size ("
                        + MAX_RESPONSE_BYTES + " bytes).");
    }

    /** The runtime reports an error whose body we pass on; without one, a document of our own. */
    static String orError(String reported, String type, String message) {
        try {
            return Json.parse(reported).isObject() ? reported : error(type, message);
        } catch (IllegalArgumentException e) {
            return error(type, message);
        }
    }
}
