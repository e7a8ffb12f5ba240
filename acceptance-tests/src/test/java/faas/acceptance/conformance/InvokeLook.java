package faas.acceptance.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Direct invocations: what the caller gets, and what the function knows. */
final class InvokeLook {

    /** The reserved variables of a Java function whose values do not depend on where it runs. */
    private static final Set<String> VARIABLES = Set.of(
            "_HANDLER",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR",
            "LANG",
            "PATH",
            "TZ");

    private final Site site;

    private InvokeLook(Site site) {
        this.site = site;
    }

    static void at(Site site, Observations observations) {
        var look = new InvokeLook(site);
        look.knowledge(observations);
        look.versions(observations);
        look.failures(observations);
        look.refusals(observations);
    }

    private void knowledge(Observations observations) {
        var response = site.invoke(Script.tell());
        var told = Site.json(response.payload().asUtf8String());
        var arn = told.path("arn").asText();
        observations.put(
                Behaviour.INVOKE_CONTEXT,
                String.join(
                        ", ",
                        told.path("name").asText(),
                        told.path("version").asText(),
                        told.path("memory").asText(),
                        arn.equals("arn:aws:lambda:us-east-1:000000000000:function:" + ConformanceApp.FUNCTION)
                                ? "the function's ARN"
                                : arn,
                        told.path("requestId")
                                        .asText()
                                        .equals(response.responseMetadata().requestId())
                                ? "the caller's request id"
                                : "another request id"));
        long remaining = told.path("remaining").asLong();
        long timeout = ConformanceApp.TIMEOUT.toMillis();
        observations.put(
                Behaviour.INVOKE_DEADLINE,
                remaining > 1_000 && remaining <= timeout ? "of 3 s more than one" : remaining + " ms");
        var missing = VARIABLES.stream()
                .filter(name -> !told.path("environment").has(name))
                .sorted()
                .collect(Collectors.joining(", "));
        observations.put(Behaviour.INVOKE_ENVIRONMENT, missing.isEmpty() ? "all there" : "not " + missing);
        var log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        observations.put(
                Behaviour.INVOKE_LOG,
                Stream.of("START", "END", "REPORT")
                        .filter(word -> log.contains(word + " RequestId: "))
                        .collect(Collectors.joining(", ")));
    }

    private void versions(Observations observations) {
        observations.put(Behaviour.INVOKE_LATEST, version(site.invoke(Script.tell())));
        observations.put(
                Behaviour.INVOKE_ALIAS,
                version(site.invoke(Script.tell(), invoke -> invoke.qualifier(ConformanceApp.ALIAS))));
        observations.put(Behaviour.INVOKE_NO_ALIAS, refusal(ConformanceApp.FUNCTION + ":nobody", "{}"));
        observations.put(Behaviour.INVOKE_NO_VERSION, refusal(ConformanceApp.FUNCTION + ":77", "{}"));
        observations.put(
                Behaviour.INVOKE_ELSEWHERE,
                refusal("arn:aws:lambda:eu-west-1:000000000000:function:" + ConformanceApp.FUNCTION, "{}"));
        var context =
                Base64.getEncoder().encodeToString("{\"custom\":{\"shop\":\"a\"}}".getBytes(StandardCharsets.UTF_8));
        var told = site.invoke(Script.tell(), invoke -> invoke.clientContext(context));
        observations.put(
                Behaviour.INVOKE_CLIENT_CONTEXT,
                Site.json(told.payload().asUtf8String()).path("client").asText());
        observations.put(
                Behaviour.INVOKE_BAD_CLIENT_CONTEXT,
                Site.answer(() -> site.invoke(Script.tell(), invoke -> invoke.clientContext("no JSON"))));
    }

    private static String version(InvokeResponse response) {
        var told = Site.json(response.payload().asUtf8String());
        var log = told.path("log").asText();
        return String.join(
                        ", ",
                        Stream.of(
                                        told.path("version").asText(),
                                        log.substring(log.indexOf('[') + 1, log.indexOf(']')),
                                        response.executedVersion())
                                .distinct()
                                .toList())
                + " in context, log stream and answer";
    }

    /** By the alias, whose environments serve no other look; a start would count towards the time-out. */
    private InvokeResponse warm(Script script) {
        site.invoke(Script.succeed(), invoke -> invoke.qualifier(ConformanceApp.ALIAS));
        return site.invoke(script, invoke -> invoke.qualifier(ConformanceApp.ALIAS));
    }

    private void failures(Observations observations) {
        var exited = warm(Script.exit());
        var document = Site.json(exited.payload().asUtf8String());
        observations.put(
                Behaviour.INVOKE_EXIT,
                exited.statusCode() + " " + exited.functionError() + ", "
                        + document.path("errorType").asText() + ": "
                        + document.path("errorMessage").asText().replaceFirst("RequestId: \\S+ Error: ", ""));
        var large = warm(Script.fill(6 * 1024 * 1024 + 1_000));
        observations.put(
                Behaviour.INVOKE_LARGE_RESPONSE,
                large.functionError() == null
                        ? large.statusCode() + ", taken"
                        : large.statusCode() + " " + large.functionError() + ", "
                                + Site.json(large.payload().asUtf8String())
                                        .path("errorType")
                                        .asText());

        var thrown = site.invoke(Script.fail());
        var error = Site.json(thrown.payload().asUtf8String());
        observations.put(
                Behaviour.INVOKE_ERROR,
                thrown.statusCode() + " " + thrown.functionError() + ", "
                        + error.path("errorType").asText() + ": "
                        + error.path("errorMessage").asText()
                        + (error.path("stackTrace").isEmpty() ? ", without" : ", with") + " a stack trace");
        var late = site.invoke(Script.hang());
        var message =
                Site.json(late.payload().asUtf8String()).path("errorMessage").asText();
        observations.put(
                Behaviour.INVOKE_TIME_OUT,
                late.statusCode() + " " + late.functionError() + ", "
                        + (message.contains("Task timed out after 3.00 seconds")
                                ? "Task timed out after 3.00 seconds"
                                : message));
    }

    private void refusals(Observations observations) {
        observations.put(Behaviour.INVOKE_NOT_JSON, refusal(ConformanceApp.FUNCTION, "no JSON"));
        observations.put(Behaviour.INVOKE_UNKNOWN, refusal("nobody", "{}"));
        observations.put(
                Behaviour.INVOKE_TOO_LARGE,
                refusal(ConformanceApp.FUNCTION, "{\"x\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}"));
        var dry = site.system()
                .aws()
                .lambda()
                .invoke(invoke -> invoke.functionName(ConformanceApp.FUNCTION).invocationType(InvocationType.DRY_RUN));
        var payload = dry.payload().asUtf8String();
        var bare = site.system().aws().lambda().invoke(invoke -> invoke.functionName(ConformanceApp.FUNCTION));
        observations.put(
                Behaviour.INVOKE_NO_PAYLOAD,
                bare.statusCode() + " "
                        + (bare.functionError() == null ? bare.payload().asUtf8String() : bare.functionError()));
        observations.put(Behaviour.INVOKE_DRY_RUN, dry.statusCode() + ", " + (payload.isEmpty() ? "nothing" : payload));
    }

    private String refusal(String function, String payload) {
        try {
            var response = site.system()
                    .aws()
                    .lambda()
                    .invoke(invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
            var error = response.functionError();
            return response.statusCode() + (error == null ? ", taken" : " " + error);
        } catch (AwsServiceException refused) {
            return refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
        }
    }
}
