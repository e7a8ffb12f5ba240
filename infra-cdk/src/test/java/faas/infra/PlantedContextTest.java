package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import faas.infra.planted.BillingContext;
import faas.infra.planted.LedgerContext;
import faas.infra.planted.PlantedSystem;
import faas.infra.policy.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contexts that the project's system does not know, added to its list. */
class PlantedContextTest {
    private final SystemDefinition system = SystemDefinition.load();

    @TempDir
    private Path directory;

    @Test
    void contexts_are_added_by_the_list_alone_and_change_no_template_of_the_others() {
        List<BoundedContext> planted = List.of(new BillingContext(), new LedgerContext());
        Stage stage = system.stage("demo", Map.of());
        for (BoundedContext context : planted) {
            stage = context.addPolicies(stage, Map.of());
        }

        Synthesized more = Synthesized.of(StageApp.of(
                        Stream.concat(system.contexts().stream(), planted.stream())
                                .toList(),
                        system.flow(),
                        stage,
                        Synthesized.functionPackages(directory),
                        directory.resolve("cdk.out"))
                .app());

        Map<String, Map<String, Object>> ofTheOthers =
                new TreeMap<>(Synthesized.demo().templates());
        // The operations stack watches every context.
        ofTheOthers.remove("demo-" + system.name() + "-operations");
        assertThat(more.templates())
                .containsAllEntriesOf(ofTheOthers)
                .containsKeys(
                        "demo-billing-contract",
                        "demo-invoices-data",
                        "demo-billing",
                        "demo-ledger-contract",
                        "demo-ledger");
    }

    @Test
    void contexts_listen_to_each_other_by_their_contracts_and_one_calls_the_other() {
        Synthesized planted = Synthesized.demoOf(new PlantedSystem());

        assertThat(planted.templates())
                .containsOnlyKeys(
                        "demo-billing-contract",
                        "demo-ledger-contract",
                        "demo-invoices-data",
                        "demo-billing",
                        "demo-ledger",
                        "demo-planted-operations");
        assertThat(planted.importsOf("demo-planted-operations")).isEmpty();
        assertThat(planted.importsOf("demo-billing-contract")).isEmpty();
        assertThat(planted.importsOf("demo-ledger-contract")).isEmpty();
        assertThat(planted.importsOf("demo-billing")).containsExactly("demo-invoices-data", "demo-ledger-contract");
        assertThat(planted.importsOf("demo-ledger")).containsExactly("demo-billing", "demo-billing-contract");
        assertThat(planted.outputs())
                .containsEntry("BillingEventsTopicArn", "${BillingEvents/Topic}")
                .containsEntry("LedgerEventsTopicArn", "${LedgerEvents/Topic}");
        assertThat(planted.propertiesAt("AWS::SNS::Topic", "BillingEvents/Topic"))
                .containsEntry("TopicName", "demo-billing-events");
        assertThat(planted.environmentOf("BookInvoice"))
                .containsEntry("QUOTE_FEE_FUNCTION_ARN", "${QuoteFee/Service/Alias}");
    }
}
