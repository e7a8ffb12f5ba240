package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.policy.Stage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final List<String> FUNCTIONS = List.of(
            "PlaceOrder",
            "GetOrder",
            "PublishOrderEvents",
            "ApplyChannelOutcome",
            "FulfilExpressOrder",
            "ExpireStaleOrders",
            "AssignOrder",
            "ManageSlot",
            "NotifyPartner",
            "RecordPartnerUpdate",
            "PublishChannelEvents",
            "ReleaseExpiredReservations",
            "CountOrderEvents",
            "MeasurePayoutLag",
            "DrainPayouts",
            "PartnerSimulator");

    private final Synthesized demo = Synthesized.demo();

    @Test
    void handlers_are_the_contexts_classes() {
        for (String name : List.of(
                "PlaceOrder",
                "GetOrder",
                "PublishOrderEvents",
                "ApplyChannelOutcome",
                "FulfilExpressOrder",
                "ExpireStaleOrders")) {
            assertThat(function(name)).containsEntry("Handler", "io.orderchannel.order.handler." + name + "Handler");
        }
        Map.of(
                        "slots",
                        List.of("AssignOrder", "ManageSlot", "PublishChannelEvents", "ReleaseExpiredReservations"),
                        "partner",
                        List.of("NotifyPartner", "RecordPartnerUpdate"),
                        "payouts",
                        List.of("MeasurePayoutLag", "DrainPayouts"),
                        "counts",
                        List.of("CountOrderEvents"))
                .forEach((capability, names) -> names.forEach(name -> assertThat(function(name))
                        .containsEntry(
                                "Handler", "io.orderchannel.channel." + capability + ".handler." + name + "Handler")));
        assertThat(function("PartnerSimulator"))
                .containsEntry("Handler", "io.orderchannel.simulator.handler.PartnerSimulatorHandler");
        assertThat(demo.propertiesOf("AWS::Lambda::Function")).hasSize(FUNCTIONS.size());
    }

    @Test
    void every_function_runs_java_25_on_arm64_from_a_snapshot_and_is_called_by_its_stage() {
        for (String name : FUNCTIONS) {
            assertThat(function(name))
                    .containsEntry("FunctionName", "demo-" + name)
                    .containsEntry("Runtime", "java25")
                    .containsEntry("Architectures", List.of("arm64"))
                    .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"));
        }
    }

    @Test
    void every_alias_names_the_version_just_published() {
        for (String name : FUNCTIONS) {
            assertThat(demo.propertiesAt("AWS::Lambda::Alias", name + "/Service/Alias"))
                    .isEqualTo(Map.of(
                            "Name", "live",
                            "FunctionName", "${%s/Service/Function}".formatted(name),
                            "FunctionVersion", "${%s/Service/Function/CurrentVersion.Version}".formatted(name)));
        }
    }

    @Test
    void every_function_logs_to_its_own_group_for_a_week() {
        for (String name : FUNCTIONS) {
            assertThat(function(name))
                    .containsEntry("LoggingConfig", Map.of("LogGroup", "${%s/Service/Logs}".formatted(name)));
            assertThat(demo.propertiesAt("AWS::Logs::LogGroup", name + "/Service/Logs"))
                    .isEqualTo(Map.of("LogGroupName", "/aws/lambda/demo-" + name, "RetentionInDays", 7));
        }
    }

    @Test
    void every_function_is_told_what_it_reads_and_nothing_else() {
        assertThat(environmentOf("PlaceOrder")).isEqualTo(environment("ORDERS_TABLE", "${Orders/Table}"));
        assertThat(environmentOf("GetOrder")).isEqualTo(environment("ORDERS_TABLE", "${Orders/Table}"));
        assertThat(environmentOf("PublishOrderEvents"))
                .isEqualTo(environment(
                        "ORDER_EVENTS_TOPIC_ARN",
                        "${OrderEvents/Topic}",
                        "FAILURE_QUEUE_URL",
                        "${PublishOrderEvents/Failures/Queue}"));
        assertThat(environmentOf("ApplyChannelOutcome")).isEqualTo(environment("ORDERS_TABLE", "${Orders/Table}"));
        assertThat(environmentOf("FulfilExpressOrder"))
                .isEqualTo(environment(
                        "ORDERS_TABLE", "${Orders/Table}",
                        "MANAGE_SLOT_FUNCTION_ARN", "${ManageSlot/Service/Alias}",
                        "MANAGE_SLOT_TIMEOUT_SECONDS", "10"));
        assertThat(environmentOf("ExpireStaleOrders"))
                .isEqualTo(environment(
                        "ORDERS_TABLE",
                        "${Orders/Table}",
                        "STALE_AFTER_SECONDS",
                        "20",
                        "ASK_AGAIN_AFTER_SECONDS",
                        "60"));
        assertThat(environmentOf("AssignOrder"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "CHANNEL_CAPACITY",
                        "STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000",
                        "NOTIFY_PARTNER_FUNCTION_ARN",
                        "${NotifyPartner/Service/Alias}"));
        assertThat(environmentOf("ManageSlot"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "CHANNEL_CAPACITY",
                        "STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000",
                        "HOLD_SECONDS",
                        "120",
                        "NOTIFY_PARTNER_FUNCTION_ARN",
                        "${NotifyPartner/Service/Alias}"));
        assertThat(environmentOf("NotifyPartner"))
                .isEqualTo(environment(
                        "PARTNER_URL",
                        "${PartnerSimulator/Service/Alias/FunctionUrl.FunctionUrl}",
                        "CALLBACK_URL",
                        "${RecordPartnerUpdate/Service/Alias/FunctionUrl.FunctionUrl}"));
        assertThat(environmentOf("RecordPartnerUpdate"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE", "${Channels/Table}", "WEBHOOK_SECRET_ARN", "${PartnerWebhookKeys/Secret}"));
        assertThat(environmentOf("ReleaseExpiredReservations"))
                .isEqualTo(environment("CHANNELS_TABLE", "${Channels/Table}"));
        assertThat(environmentOf("CountOrderEvents")).isEqualTo(environment("CHANNELS_TABLE", "${Channels/Table}"));
        assertThat(environmentOf("MeasurePayoutLag"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "PAYOUT_QUEUE_URL",
                        "${Payouts/Work/Queue}",
                        "PAYOUT_START_BACKLOG",
                        "100",
                        "PAYOUT_START_AGE_SECONDS",
                        "5",
                        "DRAIN_TIMEOUT_SECONDS",
                        "60",
                        "DRAIN_PAYOUTS_FUNCTION_ARN",
                        "${DrainPayouts/Service/Alias}"));
        assertThat(environmentOf("DrainPayouts"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE", "${Channels/Table}", "PAYOUT_QUEUE_URL", "${Payouts/Work/Queue}"));
        assertThat(environmentOf("PartnerSimulator"))
                .isEqualTo(
                        environment("CALLS_TABLE", "${Calls}", "WEBHOOK_SECRET_ARN", "${PartnerWebhookKeys/Secret}"));
        assertThat(environmentOf("PublishChannelEvents"))
                .isEqualTo(environment(
                        "CHANNEL_EVENTS_TOPIC_ARN",
                        "${ChannelEvents/Topic}",
                        "FAILURE_QUEUE_URL",
                        "${PublishChannelEvents/Failures/Queue}"));
    }

    @Test
    void functions_that_take_several_event_types_are_sized_generously() {
        assertThat(FUNCTIONS)
                .map(name -> name + " " + function(name).get("MemorySize") + " MiB, "
                        + function(name).get("Timeout") + " s")
                .containsExactly(
                        "PlaceOrder 1024 MiB, 10 s",
                        "GetOrder 512 MiB, 10 s",
                        "PublishOrderEvents 512 MiB, 10 s",
                        "ApplyChannelOutcome 1024 MiB, 10 s",
                        "FulfilExpressOrder 1024 MiB, 15 s",
                        "ExpireStaleOrders 512 MiB, 10 s",
                        "AssignOrder 1024 MiB, 10 s",
                        "ManageSlot 1024 MiB, 6 s",
                        "NotifyPartner 512 MiB, 20 s",
                        "RecordPartnerUpdate 512 MiB, 10 s",
                        "PublishChannelEvents 512 MiB, 10 s",
                        "ReleaseExpiredReservations 512 MiB, 10 s",
                        "CountOrderEvents 1024 MiB, 10 s",
                        "MeasurePayoutLag 512 MiB, 10 s",
                        "DrainPayouts 512 MiB, 60 s",
                        "PartnerSimulator 512 MiB, 15 s");
    }

    @Test
    void concurrency_is_reserved_only_where_a_stage_says_so() {
        assertThat(FUNCTIONS.stream().filter(name -> function(name).containsKey("ReservedConcurrentExecutions")))
                .containsExactlyInAnyOrder("NotifyPartner", "CountOrderEvents");

        Synthesized reserving = Synthesized.of(Stage.demo()
                .withChannel(channel -> channel.withAssignOrder(function ->
                        function.withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(7))))));

        assertThat(reserving.propertiesAt("AWS::Lambda::Function", "AssignOrder/Service/Function"))
                .containsEntry("ReservedConcurrentExecutions", 7);
    }

    private Map<String, Object> function(String name) {
        return demo.propertiesAt("AWS::Lambda::Function", name + "/Service/Function");
    }

    private Object environmentOf(String name) {
        return Synthesized.in(Synthesized.in(function(name), "Environment"), "Variables");
    }

    private static Map<String, String> environment(String... namesAndValues) {
        Map<String, String> environment = new TreeMap<>(Map.of("STAGE", "demo", "METRICS_NAMESPACE", "order-channel"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }
}
