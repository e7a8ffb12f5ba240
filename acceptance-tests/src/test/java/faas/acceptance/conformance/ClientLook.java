package faas.acceptance.conformance;

import faas.cli.http.SignedHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What clients of the services' APIs compare. */
final class ClientLook {

    private ClientLook() {}

    static void at(Site site, Observations observations) throws IOException, InterruptedException {
        var aws = site.system().aws();
        observations.put(Behaviour.CLIENT_IDENTITY, identity(site));
        observations.put(Behaviour.CLIENT_NO_QUEUE, noQueue(site));
        observations.put(
                Behaviour.CLIENT_NO_TOPIC,
                Site.answer(() -> aws.sns()
                        .publish(publish -> publish.topicArn("arn:aws:sns:us-east-1:000000000000:nobody")
                                .message("hello"))));
        observations.put(Behaviour.CLIENT_NO_FUNCTION, noFunction(site));
        observations.put(
                Behaviour.CLIENT_MAPPING,
                aws
                        .lambda()
                        .listEventSourceMappings(list -> list.functionName(ConformanceApp.FUNCTION))
                        .eventSourceMappings()
                        .stream()
                        .map(EventSourceMappingConfiguration::functionArn)
                        .distinct()
                        .map(arn -> arn.endsWith(":function:" + ConformanceApp.FUNCTION) ? "the function's ARN" : arn)
                        .collect(Collectors.joining(", ")));
        observations.put(Behaviour.CLIENT_PAGES, pages(site));
    }

    private static String identity(Site site) throws IOException, InterruptedException {
        var connection = site.system().engine().connection();
        try (var http = new SignedHttp(connection.caller())) {
            var answer = http.send(
                    "sts",
                    "POST",
                    connection.endpoint().resolve("/"),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "Action=GetCallerIdentity&Version=2011-06-15");
            var account = answer.body().replaceFirst("(?s).*<Account>(.*)</Account>.*", "$1");
            return answer.statusCode() + ", of account " + account;
        }
    }

    private static String noQueue(Site site) {
        try {
            return site.system()
                    .aws()
                    .sqs()
                    .getQueueUrl(get -> get.queueName("nobody"))
                    .queueUrl();
        } catch (QueueDoesNotExistException e) {
            return e.awsErrorDetails()
                    .sdkHttpResponse()
                    .firstMatchingHeader("x-amzn-query-error")
                    .orElse("none");
        }
    }

    private static String noFunction(Site site) {
        try {
            return site.system()
                    .aws()
                    .lambda()
                    .getFunction(get -> get.functionName("nobody"))
                    .configuration()
                    .functionArn();
        } catch (ResourceNotFoundException e) {
            return e.type() + ": " + e.awsErrorDetails().errorMessage();
        }
    }

    private static String pages(Site site) {
        var pages = site.system()
                .aws()
                .lambda()
                .listEventSourceMappingsPaginator(
                        list -> list.functionName(ConformanceApp.FUNCTION).maxItems(2));
        List<String> sizes = new ArrayList<>();
        pages.forEach(
                page -> sizes.add(Integer.toString(page.eventSourceMappings().size())));
        return "pages of " + String.join(", ", sizes);
    }
}
