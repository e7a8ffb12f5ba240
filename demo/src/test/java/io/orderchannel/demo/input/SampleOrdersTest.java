package io.orderchannel.demo.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** demo/samples/orders.jsonl is what its generator writes, and holds what the generator's comment says. */
class SampleOrdersTest {

    private static final Path SAMPLES = Path.of("samples");

    @Test
    void the_committed_file_is_what_the_generator_writes() throws IOException, InterruptedException {
        var generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SAMPLES.resolve("WriteOrders.java").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var written = generator.inputReader().readAllAsString();

        assertThat(generator.waitFor()).isZero();
        assertThat(written).isEqualTo(Files.readString(SAMPLES.resolve("orders.jsonl")));
    }

    @Test
    void it_holds_repeats_malformed_lines_and_more_locker_orders_than_slots() throws IOException {
        var orders = new ArrayList<OrderLine.Order>();
        var malformed = new ArrayList<OrderLine.Malformed>();
        try (var reader = OrderLineReader.open(SAMPLES.resolve("orders.jsonl"))) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                switch (line.get()) {
                    case OrderLine.Order order -> orders.add(order);
                    case OrderLine.Malformed bad -> malformed.add(bad);
                }
            }
        }

        assertThat(malformed).hasSize(7);
        assertThat(orders).hasSize(540 + 30 + 10 + 14);
        assertThat(new HashSet<>(keys(orders))).hasSize(540);
        assertThat(orders.stream()
                        .filter(order -> order.body().contains("\"LOCKER\"")
                                && !order.body().contains("swapped"))
                        .flatMap(order -> order.idempotencyKey().stream())
                        .distinct())
                .hasSize(130);
    }

    private static List<String> keys(List<OrderLine.Order> orders) {
        return orders.stream()
                .flatMap(order -> order.idempotencyKey().stream())
                .filter(key -> key.startsWith("order-"))
                .toList();
    }
}
