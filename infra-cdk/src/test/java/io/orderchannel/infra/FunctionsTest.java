package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.infra.policy.Stage;
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
            "ExpireStaleOrders",
            "AssignOrder",
            "PublishChannelEvents");

    private final Synthesized demo = Synthesized.demo();

    @Test
    void handlers_are_the_contexts_classes() {
        assertThat(function("PlaceOrder")).containsEntry("Handler", "io.orderchannel.order.handler.PlaceOrderHandler");
        assertThat(function("GetOrder")).containsEntry("Handler", "io.orderchannel.order.handler.GetOrderHandler");
        assertThat(function("PublishOrderEvents"))
                .containsEntry("Handler", "io.orderchannel.order.handler.PublishOrderEventsHandler");
        assertThat(function("ApplyChannelOutcome"))
                .containsEntry("Handler", "io.orderchannel.order.handler.ApplyChannelOutcomeHandler");
        assertThat(function("ExpireStaleOrders"))
                .containsEntry("Handler", "io.orderchannel.order.handler.ExpireStaleOrdersHandler");
        assertThat(function("AssignOrder"))
                .containsEntry("Handler", "io.orderchannel.channel.handler.AssignOrderHandler");
        assertThat(function("PublishChannelEvents"))
                .containsEntry("Handler", "io.orderchannel.channel.handler.PublishChannelEventsHandler");
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
                .isEqualTo(environment("ORDER_EVENTS_TOPIC_ARN", "${OrderEvents/Topic}"));
        assertThat(environmentOf("ApplyChannelOutcome")).isEqualTo(environment("ORDERS_TABLE", "${Orders/Table}"));
        assertThat(environmentOf("ExpireStaleOrders"))
                .isEqualTo(environment("ORDERS_TABLE", "${Orders/Table}", "STALE_AFTER_SECONDS", "20"));
        assertThat(environmentOf("AssignOrder"))
                .isEqualTo(environment(
                        "CHANNELS_TABLE",
                        "${Channels/Table}",
                        "CHANNEL_CAPACITY",
                        "STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000"));
        assertThat(environmentOf("PublishChannelEvents"))
                .isEqualTo(environment("CHANNEL_EVENTS_TOPIC_ARN", "${ChannelEvents/Topic}"));
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
                        "ExpireStaleOrders 512 MiB, 10 s",
                        "AssignOrder 1024 MiB, 10 s",
                        "PublishChannelEvents 512 MiB, 10 s");
    }

    @Test
    void concurrency_is_reserved_only_where_a_stage_says_so() {
        assertThat(FUNCTIONS).noneMatch(name -> function(name).containsKey("ReservedConcurrentExecutions"));

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
