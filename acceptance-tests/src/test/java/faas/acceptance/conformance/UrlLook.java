package faas.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Requests to the function's URL; the script stands in the query, so that the body is free. */
final class UrlLook {

    private static final byte[] BYTES = {0, 1, (byte) 0xfe, (byte) 0xff};

    private final Site site;
    private final HttpClient http;
    private final Observations observations;

    private UrlLook(Site site, HttpClient http, Observations observations) {
        this.site = site;
        this.http = http;
        this.observations = observations;
    }

    static void at(Site site, Observations observations) throws IOException, InterruptedException {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var look = new UrlLook(site, http, observations);
            look.requests();
            look.responses();
        }
    }

    private void requests() throws IOException, InterruptedException {
        var event = event(
                "a/b",
                "",
                request -> request.header("Content-Type", "text/plain")
                        .header("Cookie", "a=1; b=2")
                        .header("X-Twice", "1")
                        .header("X-Twice", "2")
                        .POST(HttpRequest.BodyPublishers.ofString("hello")));
        observations.put(Behaviour.URL_EVENT, context(event));
        observations.put(
                Behaviour.URL_TEXT,
                event.path("body").asText().equals("hello")
                        ? "as it is"
                        : event.path("body").asText());
        observations.put(
                Behaviour.URL_HEADERS,
                "x-twice: " + event.at("/headers/x-twice").asText());
        observations.put(Behaviour.URL_COOKIES, cookies(event));
        observations.put(
                Behaviour.URL_ADDED,
                Stream.of("x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto")
                        .filter(name -> event.path("headers").has(name))
                        .collect(Collectors.joining(", ")));

        var binary = event(
                "",
                "&p=1&p=2",
                request -> request.header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(BYTES)));
        observations.put(
                Behaviour.URL_QUERY, binary.at("/queryStringParameters/p").asText());
        boolean encoded = binary.path("isBase64Encoded").asBoolean()
                && binary.path("body").asText().equals(Base64.getEncoder().encodeToString(BYTES));
        observations.put(
                Behaviour.URL_BINARY, encoded ? "base64" : binary.path("body").asText());
    }

    private static String context(JsonNode event) {
        var context = event.path("requestContext");
        return String.join(
                " ",
                event.path("version").asText(),
                event.path("routeKey").asText(),
                event.path("rawPath").asText(),
                context.at("/http/method").asText(),
                context.at("/http/path").asText(),
                context.at("/http/protocol").asText(),
                context.path("accountId").asText()
                        + (event.path("isBase64Encoded").asBoolean() ? ", base64" : ", not base64"));
    }

    private static String cookies(JsonNode event) {
        var cookies = StreamSupport.stream(event.path("cookies").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
        return (cookies.isEmpty() ? "none" : cookies)
                + (event.path("headers").has("cookie") ? ", among the headers" : ", not among the headers");
    }

    private void responses() throws IOException, InterruptedException {
        observations.put(Behaviour.URL_DOCUMENT, answered("{\"well\":\"done\"}"));
        observations.put(Behaviour.URL_COMPACT, answered("{ \"well\" : \"done\" }"));
        observations.put(Behaviour.URL_STRING, answered("\"done\""));
        var response = send(Script.answer("{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/plain\","
                + "\"X-Custom\":\"yes\"},\"cookies\":[\"a=1; Secure\",\"b=2\"],\"body\":\"done\"}"));
        observations.put(
                Behaviour.URL_RESPONSE,
                text(response) + ", x-custom: "
                        + response.headers().firstValue("x-custom").orElse("none"));
        observations.put(
                Behaviour.URL_ANSWERED,
                Stream.of("x-amzn-requestid", "x-amzn-trace-id")
                        .filter(name -> response.headers().firstValue(name).isPresent())
                        .collect(Collectors.joining(", ")));
        var unsigned = send("SignedUrl", "", "", Script.succeed(), HttpRequest.Builder::GET);
        observations.put(
                Behaviour.URL_UNSIGNED,
                unsigned.statusCode() + " "
                        + unsigned.headers().firstValue("x-amzn-errortype").orElse("no type") + " " + body(unsigned));
        var cookies = String.join(" and ", response.headers().allValues("set-cookie"));
        observations.put(Behaviour.URL_SET_COOKIES, cookies.isEmpty() ? "none" : cookies);
        var bytes = send(Script.answer("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\""
                + Base64.getEncoder().encodeToString(BYTES) + "\"}"));
        observations.put(Behaviour.URL_BASE64, Arrays.equals(bytes.body(), BYTES) ? "its bytes" : text(bytes));
        var failed = send(Script.fail());
        observations.put(Behaviour.URL_FAILURE, failed.statusCode() + " " + body(failed));
    }

    private String answered(String payload) throws IOException, InterruptedException {
        return text(send(Script.answer(payload)));
    }

    private static String text(HttpResponse<byte[]> response) {
        return response.statusCode() + " "
                + response.headers().firstValue("content-type").orElse("no type") + " " + body(response);
    }

    private static String body(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode event(String path, String query, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        var script = Script.succeed();
        var _ = send(path, query, script, request);
        return site.awaitDeliveries(script, 1).getFirst().event();
    }

    private HttpResponse<byte[]> send(Script script) throws IOException, InterruptedException {
        return send("", "", script, HttpRequest.Builder::GET);
    }

    private HttpResponse<byte[]> send(
            String path, String query, Script script, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        return send("FunctionUrl", path, query, script, request);
    }

    private HttpResponse<byte[]> send(
            String urlOutput, String path, String query, Script script, UnaryOperator<HttpRequest.Builder> request)
            throws IOException, InterruptedException {
        var uri = URI.create(site.system().output(urlOutput))
                .resolve("/" + path + "?script=" + URLEncoder.encode(script.toJson(), StandardCharsets.UTF_8) + query);
        var builder = HttpRequest.newBuilder(site.system().engine().connection().addressOf(uri))
                .header("Host", uri.getAuthority());
        return http.send(request.apply(builder).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
