package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.planted.BillingContext;
import faas.infra.planted.PlantedSystem;
import faas.infra.policy.Stage;
import faas.infra.policy.Stages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

class StagesTest {
    private static final String TOPIC = "arn:aws:sns:eu-central-1:000000000000:alarms";

    private static final Map<String, String> ALARMS = Map.of(Stages.ALARM_TOPIC_ARN, TOPIC);

    private static final SystemDefinition SYSTEM = new PlantedSystem();

    /** Apps and templates by stage, each made when the first test asks for it. */
    private static final Map<String, App> APPS = new ConcurrentHashMap<>();

    private static final Map<String, Synthesized> TEMPLATES = new ConcurrentHashMap<>();

    @TempDir
    private static Path folder;

    @Test
    void an_unknown_stage_is_named_with_those_that_are_known() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.stage("staging", Map.of()))
                .withMessageContaining("staging")
                .withMessageContaining("[demo, test, production]");
    }

    @Test
    void a_stage_has_its_systems_name_and_the_policies_that_each_context_adds_for_it() {
        Stage demo = SYSTEM.stage("demo", Map.of());
        Stage production = SYSTEM.stage("production", ALARMS);

        assertThat(demo.system()).isEqualTo("planted");
        assertThat(windowOf(demo)).isEqualTo(1);
        assertThat(windowOf(production)).isEqualTo(2);
    }

    @Test
    void a_variation_changes_one_contexts_policies_and_leaves_its_stage_as_it_is() {
        Stage demo = SYSTEM.stage("demo", Map.of());

        Stage variation = demo.with(
                BillingContext.Policies.class,
                billing -> billing.withCollectPayment(
                        function -> function.withBatch(batch -> batch.withWindow(Duration.ofSeconds(3)))));

        assertThat(windowOf(variation)).isEqualTo(3);
        assertThat(windowOf(demo)).isEqualTo(1);
    }

    @Test
    void policies_that_no_context_added_are_named() {
        assertThatThrownBy(() -> Stage.thrownAway("planted", "demo").policies(BillingContext.Policies.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("stage demo: no Policies: add the context that has them");
    }

    @Test
    void every_physical_name_begins_with_the_stage() {
        var names = synthesized("test").propertiesOf("AWS::Lambda::Function").values();

        assertThat(names)
                .isNotEmpty()
                .allSatisfy(function ->
                        assertThat(String.valueOf(function.get("FunctionName"))).startsWith("test-"));
    }

    @Test
    void a_stage_worth_keeping_loses_no_table_and_can_go_back_in_time() {
        Synthesized production = synthesized("production");

        assertThat(production.propertiesOf("AWS::DynamoDB::Table"))
                .isNotEmpty()
                .allSatisfy((path, table) -> assertThat(table)
                        .containsEntry("DeletionProtectionEnabled", true)
                        .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)));
    }

    /** What holds data stays after an update and a removal; what a failed first create has made does not. */
    @Test
    void a_stage_worth_keeping_keeps_its_data_and_leaves_nothing_of_a_first_create_that_failed() {
        Synthesized production = synthesized("production");

        for (String type : List.of(
                "AWS::DynamoDB::Table",
                "AWS::SQS::Queue",
                "AWS::Logs::LogGroup",
                "AWS::SecretsManager::Secret",
                "AWS::Lambda::Version")) {
            assertThat(production.attributesOf(type))
                    .as(type)
                    .isNotEmpty()
                    .allSatisfy(resource -> assertThat(resource)
                            .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                            .containsEntry("UpdateReplacePolicy", "Retain"));
        }
        assertThat(production.attributesOf("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(function).doesNotContainKey("DeletionPolicy"));
    }

    @Test
    void stacks_worth_keeping_are_protected_and_others_are_not() {
        assertThat(protectedStacks("production")).containsOnly(true);
        assertThat(protectedStacks("test")).containsOnly(false);
    }

    @Test
    void schedules_of_stage_test_start_nothing() {
        assertThat(rules("test")).extracting(rule -> rule.get("State")).containsOnly("DISABLED");
        assertThat(rules("demo")).extracting(rule -> rule.get("State")).containsOnly("ENABLED");
        assertThat(rules("production")).extracting(rule -> rule.get("State")).containsOnly("ENABLED");
    }

    @Test
    void every_alarm_of_production_tells_the_topic_that_is_named() {
        assertThat(synthesized("production")
                        .propertiesOf("AWS::CloudWatch::Alarm")
                        .values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm)
                        .containsEntry("AlarmActions", List.of(TOPIC))
                        .containsEntry("OKActions", List.of(TOPIC)));
    }

    @Test
    void a_topic_that_is_none_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.stage("production", Map.of(Stages.ALARM_TOPIC_ARN, "alarms@example.org")))
                .withMessageContaining("ALARM_TOPIC_ARN is 'alarms@example.org'");
    }

    @Test
    void production_without_somebody_to_tell_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.stage("production", Map.of()))
                .withMessageStartingWith("stage production: ALARM_TOPIC_ARN is ''");
    }

    @Test
    void a_budget_is_watched_where_an_amount_is_set() {
        Stage watched =
                SYSTEM.stage("production", Map.of(Stages.ALARM_TOPIC_ARN, TOPIC, Stages.MONTHLY_BUDGET_USD, "250"));

        assertThat(synthesized("production").propertiesOf("AWS::Budgets::Budget"))
                .isEmpty();
        assertThat(Synthesized.of(SYSTEM, watched)
                        .propertiesOf("AWS::Budgets::Budget")
                        .values())
                .singleElement()
                .satisfies(budget -> {
                    assertThat(Synthesized.in(budget, "Budget"))
                            .isEqualTo(Map.of(
                                    "BudgetName",
                                    "planted-production",
                                    "BudgetType",
                                    "COST",
                                    "TimeUnit",
                                    "MONTHLY",
                                    "BudgetLimit",
                                    Map.of("Amount", 250, "Unit", "USD"),
                                    "CostFilters",
                                    Map.of("TagKeyValue", List.of("user:stage$planted-production"))));
                    assertThat(Synthesized.list(budget.get("NotificationsWithSubscribers")))
                            .hasSize(2)
                            .allSatisfy(told -> assertThat(Synthesized.in(told, "Subscribers"))
                                    .isEqualTo(List.of(Map.of("SubscriptionType", "SNS", "Address", TOPIC))));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "12.50", "many", "1000000"})
    void a_budget_that_is_no_amount_is_named(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SYSTEM.stage(
                        "production", Map.of(Stages.ALARM_TOPIC_ARN, TOPIC, Stages.MONTHLY_BUDGET_USD, amount)))
                .withMessage("stage production: MONTHLY_BUDGET_USD is '" + amount
                        + "': set it to whole US dollars a month, 1 to 999999, or leave it out");
    }

    @Test
    void every_stack_has_the_tags_of_its_system_stage_and_context() {
        assertThat(stacks("demo"))
                .extracting(
                        stack -> stack.getStackName() + " " + stack.getTags().tagValues())
                .contains(
                        "demo-billing-contract {context=billing, stage=planted-demo, system=planted}",
                        "demo-invoices-data {context=billing, stage=planted-demo, system=planted}",
                        "demo-billing {context=billing, stage=planted-demo, system=planted}",
                        "demo-planted-operations {context=operations, stage=planted-demo, system=planted}");
    }

    private List<Boolean> protectedStacks(String stage) {
        return stacks(stage).stream()
                .map(stack -> Boolean.TRUE.equals(stack.getTerminationProtection()))
                .toList();
    }

    private List<Stack> stacks(String stage) {
        return app(stage).getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                .toList();
    }

    private Collection<Map<String, Object>> rules(String stage) {
        return synthesized(stage).propertiesOf("AWS::Events::Rule").values();
    }

    private static Synthesized synthesized(String stage) {
        return TEMPLATES.computeIfAbsent(stage, _ -> Synthesized.of(app(stage)));
    }

    private static App app(String stage) {
        return APPS.computeIfAbsent(
                stage,
                _ -> StageApp.of(
                                SYSTEM.contexts(),
                                SYSTEM.flow(),
                                SYSTEM.stage(stage, ALARMS),
                                Synthesized.functionPackages(folder.resolve(stage)),
                                folder.resolve(stage).resolve("cdk.out"))
                        .app());
    }

    private static long windowOf(Stage stage) {
        return stage.policies(BillingContext.Policies.class)
                .collectPayment()
                .batch()
                .window()
                .toSeconds();
    }
}
