package faas.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** What happens to an event that nobody waits for. */
final class AsyncLooks {

    static final List<Observations.Look> ALL = List.of(AsyncLooks::failure, AsyncLooks::success);

    private AsyncLooks() {}

    private static void failure(Site site, Observations observations) {
        var script = Script.fail();
        var accepted = invoke(site, script);
        observations.put(
                Behaviour.ASYNC_ACCEPTED,
                accepted.statusCode() + ", "
                        + (accepted.payload().asUtf8String().isEmpty()
                                ? "nothing"
                                : accepted.payload().asUtf8String()));
        var told = awaitRecord(site, "FailuresQueueUrl", script);
        observations.put(Behaviour.ASYNC_RETRIES, attempts(site.deliveries(script)));
        observations.put(
                Behaviour.ASYNC_FAILURE,
                record(told, script, told.at("/responseContext/functionError").asText() + ", ")
                        + told.at("/responsePayload/errorMessage").asText());
    }

    private static void success(Site site, Observations observations) {
        var recovers = Script.fail().once();
        invoke(site, recovers);
        var succeeds = Script.answer("{\"well\":\"done\"}");
        invoke(site, succeeds);
        var told = awaitRecord(site, "SuccessesQueueUrl", succeeds);
        observations.put(Behaviour.ASYNC_SUCCESS, record(told, succeeds, "") + told.path("responsePayload"));
        awaitRecord(site, "SuccessesQueueUrl", recovers);
        observations.put(Behaviour.ASYNC_RECOVERS, attempts(site.deliveries(recovers)));
    }

    private static InvokeResponse invoke(Site site, Script script) {
        return site.system()
                .aws()
                .lambda()
                .invoke(invoke -> invoke.functionName(ConformanceApp.FUNCTION)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(script.toJson())));
    }

    /** Waits for the record of the event that holds the script. */
    static JsonNode awaitRecord(Site site, String queueOutput, Script script) {
        return Site.json(
                site.awaitMessage(queueOutput, message -> message.body().contains(script.id()))
                        .body());
    }

    private static String record(JsonNode told, Script script, String error) {
        return told.at("/requestContext/condition").asText()
                + ", invoked "
                + told.at("/requestContext/approximateInvokeCount").asText() + " times, "
                + told.at("/responseContext/statusCode").asText() + ", " + error
                + told.at("/responseContext/executedVersion").asText() + ", "
                + (told.path("requestPayload").equals(Site.json(script.toJson()))
                        ? "the event, "
                        : told.path("requestPayload") + ", ");
    }

    static String attempts(List<Delivery> deliveries) {
        long ids = deliveries.stream().map(Delivery::requestId).distinct().count();
        return deliveries.size() + " attempts, " + (ids == 1 ? "one request id" : ids + " request ids");
    }
}
