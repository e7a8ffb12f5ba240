package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillTest {

    private static final String COLD = "REPORT RequestId: a\tDuration: 99.10 ms\tBilled Duration: 500 ms"
            + "\tMemory Size: 512 MB\tMax Memory Used: 140 MB\tInit Duration: 400.20 ms\n";
    private static final String WARM = "REPORT RequestId: b\tDuration: 9.10 ms\tBilled Duration: 10 ms"
            + "\tMemory Size: 512 MB\tMax Memory Used: 150 MB\tStatus: timeout\n";

    @TempDir
    Path logs;

    @Test
    void invocations_of_all_environments_are_added_up() throws IOException {
        Files.writeString(
                logs.resolve("one.log"), "START RequestId: a Version: 1\nsaid by the function\n" + COLD + WARM);
        Files.writeString(logs.resolve("two.log"), COLD);

        var bill = Bill.read(logs, Instant.EPOCH);

        assertThat(bill).isEqualTo(new Bill(3, Duration.ofMillis(1_010), 512, 150));
        assertThat(bill.gbSeconds()).isEqualTo(0.505);
    }

    @Test
    void what_an_earlier_engine_left_is_not_counted() throws IOException {
        Files.writeString(logs.resolve("one.log"), COLD);

        assertThat(Bill.read(logs, Instant.now().plusSeconds(60)).invocations()).isZero();
    }
}
