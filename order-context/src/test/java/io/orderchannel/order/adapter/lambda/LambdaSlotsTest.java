package io.orderchannel.order.adapter.lambda;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.events.EventContext;
import faas.kit.aws.AwsClients;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The adapter and the real client, over a connection to a peer that answers as Lambda does. */
class LambdaSlotsTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:demo-ManageSlot:live";
    private static final String ORDER_ID = anOrder().id().value();
    private static final String HELD = "{\"orderId\":\"" + ORDER_ID
            + "\",\"outcome\":\"HELD\",\"version\":1,\"heldUntil\":\"2026-03-01T12:01:00Z\"}";
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer peer;

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.setExecutor(threads);
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
        threads.shutdownNow();
    }

    @Test
    void the_command_goes_to_the_alias_synchronously_and_the_reply_comes_back() {
        answering(exchange -> {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                            + exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 200, HELD);
        });

        SlotReply reply = slots().ask(command(), PLENTY);

        assertThat(reply).isEqualTo(new SlotReply(ORDER_ID, SlotReply.Outcome.HELD, 1, NOON.plusSeconds(60), null));
        assertThat(requests)
                .containsExactly("POST /2015-03-31/functions/" + ARN + "/invocations RequestResponse "
                        + SlotCodec.encode(command()));
    }

    @Test
    void a_function_that_failed_is_no_answer_although_the_status_is_200() {
        answering(exchange -> {
            exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
            send(exchange, 200, "{\"errorMessage\":\"Task timed out after 6.00 seconds\"}");
        });

        assertThatThrownBy(() -> slots().ask(command(), PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ManageSlot: order " + ORDER_ID
                        + ": RESERVE: function error Unhandled, see the function's log");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_call_that_is_throttled_or_not_carried_out_is_made_once(int status) {
        answering(exchange -> {
            requests.add("call");
            exchange.getResponseHeaders()
                    .add("x-amzn-ErrorType", status == 429 ? "TooManyRequestsException" : "ServiceException");
            send(exchange, status, "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}");
        });

        assertThatThrownBy(() -> slots().ask(command(), PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Rate Exceeded")
                .satisfies(failure -> assertThat(failure.getCause() instanceof TooManyRequestsException)
                        .isEqualTo(status == 429));
        assertThat(requests).hasSize(1);
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_waited_for_no_longer_and_asked_for_once() {
        CountDownLatch end = new CountDownLatch(1);
        answering(exchange -> {
            requests.add("call");
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> slots().ask(command(), Duration.ofSeconds(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no answer within 2000 ms")
                .hasCauseInstanceOf(ApiCallTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(requests).hasSize(1);
        end.countDown();
    }

    @Test
    void a_peer_that_hangs_up_without_an_answer_is_called_once() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> readAndHangUp(rude, connections));

            assertThatThrownBy(() -> slots(URI.create("http://127.0.0.1:" + rude.getLocalPort()))
                            .ask(command(), PLENTY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("ManageSlot: order " + ORDER_ID + ": RESERVE: no answer within 20000 ms");
        }
        assertThat(connections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "no JSON",
                "{\"orderId\":\"another\",\"outcome\":\"RELEASED\",\"version\":1}",
                "{\"orderId\":\"ORDER\",\"outcome\":\"SOLD\",\"version\":1}",
                "{\"orderId\":\"ORDER\",\"outcome\":\"HELD\",\"version\":1}"
            })
    void an_answer_that_is_none_of_the_contract_is_refused(String payload) {
        answering(exchange -> send(exchange, 200, payload.replace("ORDER", ORDER_ID)));

        assertThatThrownBy(() -> slots().ask(command(), PLENTY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ManageSlot: order " + ORDER_ID + ": RESERVE: ")
                .hasMessageNotContainingAny("another", "SOLD", "no JSON");
    }

    /** Reads each request to its end, so that it was sent for certain, and answers nothing. */
    private static void readAndHangUp(ServerSocket listening, AtomicInteger connections) {
        byte[] buffer = new byte[8192];
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                connections.incrementAndGet();
                StringBuilder received = new StringBuilder();
                while (!received.toString().endsWith("}")) {
                    int read = socket.getInputStream().read(buffer);
                    received.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException _) {
                // Closed at the end of the test.
            }
        }
    }

    private void answering(Answer answer) {
        peer.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private LambdaSlots slots() {
        return slots(URI.create("http://127.0.0.1:" + peer.getAddress().getPort()));
    }

    private static LambdaSlots slots(URI endpoint) {
        return new LambdaSlots(
                AwsClients.withoutRetries(LambdaClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))),
                ARN);
    }

    private static SlotCommand command() {
        Money price = new Money(1250, "EUR");
        return new SlotCommand(
                SlotCommand.Action.RESERVE,
                new OrderSnapshot(
                        ORDER_ID,
                        1,
                        "customer-1",
                        Channel.COURIER,
                        true,
                        OrderEventType.PLACED,
                        List.of(new OrderItem("MUG-BLUE", 1, price)),
                        price,
                        NOON,
                        null),
                new EventContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "order-1#1"));
    }
}
