package io.orderchannel.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.policy.PartnerPolicy;
import faas.infra.policy.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    @TempDir
    private Path directory;

    @Test
    void assembly_holds_templates_and_a_copy_of_each_function_package() throws IOException {
        OrderChannelApp.synthesize(Stage.demo(), Synthesized.functionPackages(directory), directory.resolve("cdk.out"));

        assertThat(files("cdk.out"))
                .contains("manifest.json")
                .contains("demo-order-contract.template.json", "demo-channel-contract.template.json")
                .contains("demo-order.template.json", "demo-channel.template.json", "demo-partner.template.json")
                .filteredOn(name -> name.matches("asset\\.[0-9a-f]{64}/lib/functions\\.jar"))
                .hasSize(3);
    }

    @Test
    void assembly_names_no_directory_of_the_machine_that_made_it_and_no_account_or_region() throws IOException {
        Path out = directory.resolve("cdk.out");
        OrderChannelApp.synthesize(Stage.demo(), Synthesized.functionPackages(directory), out);

        for (String name : files("cdk.out")) {
            if (name.endsWith(".json")) {
                assertThat(Files.readString(out.resolve(name)))
                        .as(name)
                        .doesNotContain(System.getProperty("java.io.tmpdir") + "/")
                        .doesNotContain(System.getProperty("user.dir"))
                        .doesNotContain(System.getProperty("user.home") + "/")
                        .doesNotContainPattern("[:/\"]\\d{12}[:/\"]")
                        .doesNotContainPattern("(us|eu|ap)-[a-z]+-\\d");
            }
        }
        assertThat(Files.readString(out.resolve("manifest.json"))).contains("aws://unknown-account/unknown-region");
    }

    @Test
    void same_sources_give_the_same_assembly() throws IOException {
        FunctionPackages packages = Synthesized.functionPackages(directory);
        OrderChannelApp.synthesize(Stage.demo(), packages, directory.resolve("first"));
        OrderChannelApp.synthesize(Stage.demo(), packages, directory.resolve("second"));

        assertThat(files("second")).isEqualTo(files("first"));
        for (String name : files("first")) {
            assertThat(directory.resolve("second").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("first").resolve(name));
        }
    }

    /** Twice, since CDK copies no package whose name is there already. */
    @Test
    void lambda_can_read_function_packages_that_were_built_for_their_owner_alone() throws IOException {
        FunctionPackages packages = Synthesized.functionPackages(directory);
        Path out = directory.resolve("cdk.out");
        OrderChannelApp.synthesize(Stage.demo(), packages, out);
        Set<PosixFilePermission> owners = PosixFilePermissions.fromString("rw-------");
        for (String name : assetFiles()) {
            Files.setPosixFilePermissions(out.resolve(name), owners);
        }

        OrderChannelApp.synthesize(Stage.demo(), packages, out);

        assertThat(assetFiles())
                .hasSize(3)
                .allSatisfy(name -> assertThat(Files.getPosixFilePermissions(out.resolve(name)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--")));
    }

    private List<String> assetFiles() throws IOException {
        return files("cdk.out").stream()
                .filter(name -> name.startsWith("asset."))
                .toList();
    }

    @Test
    void contract_stacks_need_no_other_and_channel_needs_nothing_of_order() throws IOException {
        OrderChannelApp.synthesize(Stage.demo(), Synthesized.functionPackages(directory), directory.resolve("cdk.out"));

        for (Map.Entry<String, Map<String, Object>> stack :
                Synthesized.demo().templates().entrySet()) {
            List<String> imports = Stream.of(stack.getValue().toString().split("Fn::ImportValue="))
                    .skip(1)
                    .map(text -> text.substring(0, text.indexOf(':')))
                    .distinct()
                    .toList();
            assertThat(imports)
                    .as(stack.getKey())
                    .containsExactlyInAnyOrderElementsOf(
                            switch (stack.getKey()) {
                                case "demo-order-contract", "demo-channel-contract" -> List.of();
                                case "demo-partner" -> List.of("demo-channel-contract");
                                case "demo-channel" ->
                                    List.of("demo-order-contract", "demo-channel-contract", "demo-partner");
                                case "demo-order" ->
                                    List.of("demo-order-contract", "demo-channel-contract", "demo-channel");
                                default -> throw new AssertionError("unknown stack " + stack.getKey());
                            });
        }
    }

    @Test
    void stage_with_a_partner_outside_simulates_none() {
        Synthesized real = Synthesized.of(
                Stage.demo().withPartner(new PartnerPolicy.External(URI.create("https://partner.example/notices"))));

        assertThat(real.templates()).doesNotContainKey("demo-partner").hasSize(4);
        assertThat(real.propertiesAt("AWS::Lambda::Function", "NotifyPartner/Service/Function")
                        .toString())
                .contains("PARTNER_URL=https://partner.example/notices");
    }

    @Test
    void outputs_name_every_way_in_and_every_queue() {
        assertThat(Synthesized.demo().outputs())
                .isEqualTo(Map.ofEntries(
                        Map.entry("OrderEventsTopicArn", "${OrderEvents/Topic}"),
                        Map.entry("ChannelEventsTopicArn", "${ChannelEvents/Topic}"),
                        Map.entry("PartnerWebhookKeysArn", "${PartnerWebhookKeys/Secret}"),
                        Map.entry("OrdersTableName", "${Orders/Table}"),
                        Map.entry("ChannelsTableName", "${Channels/Table}"),
                        Map.entry("ExpireStaleOrdersRuleName", "${ExpireStaleOrders/Schedule}"),
                        Map.entry("PlaceOrderUrl", "${PlaceOrder/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("GetOrderUrl", "${GetOrder/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("AssignOrderQueueUrl", "${AssignOrder/Work/Queue}"),
                        Map.entry("AssignOrderDeadLetterQueueUrl", "${AssignOrder/Work/DeadLetters/Queue}"),
                        Map.entry("AssignOrderSubscriptionDeadLetterQueueUrl", "${AssignOrder/Undelivered/Queue}"),
                        Map.entry("ApplyChannelOutcomeQueueUrl", "${ApplyChannelOutcome/Work/Queue}"),
                        Map.entry(
                                "ApplyChannelOutcomeDeadLetterQueueUrl",
                                "${ApplyChannelOutcome/Work/DeadLetters/Queue}"),
                        Map.entry(
                                "ApplyChannelOutcomeSubscriptionDeadLetterQueueUrl",
                                "${ApplyChannelOutcome/Undelivered/Queue}"),
                        Map.entry("FulfilExpressOrderQueueUrl", "${FulfilExpressOrder/Work/Queue}"),
                        Map.entry(
                                "FulfilExpressOrderDeadLetterQueueUrl", "${FulfilExpressOrder/Work/DeadLetters/Queue}"),
                        Map.entry(
                                "FulfilExpressOrderSubscriptionDeadLetterQueueUrl",
                                "${FulfilExpressOrder/Undelivered/Queue}"),
                        Map.entry("PayoutsQueueUrl", "${Payouts/Work/Queue}"),
                        Map.entry("PayoutsDeadLetterQueueUrl", "${Payouts/Work/DeadLetters/Queue}"),
                        Map.entry("PayoutsSubscriptionDeadLetterQueueUrl", "${Payouts/Undelivered/Queue}"),
                        Map.entry("NotifyPartnerFailureQueueUrl", "${NotifyPartner/Failures/Queue}"),
                        Map.entry("DrainPayoutsFailureQueueUrl", "${DrainPayouts/Failures/Queue}"),
                        Map.entry(
                                "ReleaseExpiredReservationsFailureQueueUrl",
                                "${ReleaseExpiredReservations/Failures/Queue}"),
                        Map.entry("MeasurePayoutLagRuleName", "${MeasurePayoutLag/Schedule}"),
                        Map.entry("DrainPayoutsRuleName", "${DrainPayouts/Schedule}"),
                        Map.entry(
                                "RecordPartnerUpdateUrl",
                                "${RecordPartnerUpdate/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("PartnerSimulatorUrl", "${PartnerSimulator/Service/Alias/FunctionUrl.FunctionUrl}"),
                        Map.entry("PublishOrderEventsFailureQueueUrl", "${PublishOrderEvents/Failures/Queue}"),
                        Map.entry("PublishChannelEventsFailureQueueUrl", "${PublishChannelEvents/Failures/Queue}")));
    }

    @Test
    void a_policy_changed_in_a_stage_changes_its_property_and_nothing_else() {
        Synthesized batchOfOne = Synthesized.of(Stage.demo()
                .withChannel(channel -> channel.withAssignOrder(function ->
                        function.withBatch(batch -> batch.withSize(1).withWindow(Duration.ZERO)))));

        assertThat(batchOfOne.propertiesAt("AWS::Lambda::EventSourceMapping", "AssignOrder/Mapping"))
                .containsEntry("BatchSize", 1)
                .containsEntry("MaximumBatchingWindowInSeconds", 0);
        String changed = batchOfOne
                .templates()
                .toString()
                .replace("BatchSize=1,", "BatchSize=10,")
                .replace(
                        "MaximumBatchingWindowInSeconds=0, ScalingConfig",
                        "MaximumBatchingWindowInSeconds=1, ScalingConfig");
        String demo = Synthesized.demo()
                .templates()
                .toString()
                .replace(
                        "MaximumBatchingWindowInSeconds=0, ScalingConfig",
                        "MaximumBatchingWindowInSeconds=1, ScalingConfig");
        assertThat(changed).isEqualTo(demo);
    }

    @Test
    void function_packages_that_were_not_built_are_named() {
        assertThatThrownBy(() -> OrderChannelApp.synthesize(
                        Stage.demo(), new FunctionPackages(directory), directory.resolve("cdk.out")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("channel-context/target/function: no lib directory in it");
    }

    private List<String> files(String name) throws IOException {
        Path root = directory.resolve(name);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
