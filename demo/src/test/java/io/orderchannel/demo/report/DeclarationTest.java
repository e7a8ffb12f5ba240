package io.orderchannel.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import faas.cli.engine.Declaration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of the demo stage, as the build synthesized it. */
class DeclarationTest {

    private static Declaration declaration;

    @BeforeAll
    static void read() throws IOException {
        declaration = Declaration.read(Path.of("../infra-cdk/target/cdk.out"));
    }

    @Test
    void every_function_has_the_trigger_that_starts_it() {
        assertThat(declaration.functions())
                .extracting(function -> function.name() + " " + function.trigger())
                .containsExactly(
                        "ApplyChannelOutcome sqs",
                        "AssignOrder sqs",
                        "CountOrderEvents sns",
                        "DrainPayouts schedule",
                        "ExpireStaleOrders schedule",
                        "FulfilExpressOrder sqs",
                        "GetOrder http",
                        "ManageSlot invoke",
                        "MeasurePayoutLag schedule",
                        "NotifyPartner async",
                        "PartnerSimulator http",
                        "PlaceOrder http",
                        "PublishChannelEvents stream",
                        "PublishOrderEvents stream",
                        "RecordPartnerUpdate http",
                        "ReleaseExpiredReservations stream");
        assertThat(declaration.functions())
                .allSatisfy(function -> assertThat(function.deployedName()).isEqualTo("demo-" + function.name()));
    }

    @Test
    void a_queue_knows_where_its_dead_letters_are() {
        assertThat(declaration.queues())
                .contains(
                        new Declaration.Queue("demo-AssignOrder", Optional.of("demo-AssignOrder-dlq")),
                        new Declaration.Queue("demo-AssignOrder-dlq", Optional.empty()),
                        new Declaration.Queue(
                                "demo-AssignOrder-subscription-dlq", Optional.of("demo-AssignOrder-subscription-dlq")),
                        new Declaration.Queue(
                                "demo-NotifyPartner-failures", Optional.of("demo-NotifyPartner-failures")),
                        new Declaration.Queue(
                                "demo-PublishOrderEvents-failures", Optional.of("demo-PublishOrderEvents-failures")));
    }
}
