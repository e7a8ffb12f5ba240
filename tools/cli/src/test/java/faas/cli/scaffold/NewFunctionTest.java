package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import faas.infra.policy.PolicyException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NewFunctionTest {

    private static final String CONTEXT = "billing-context/src/main/java/org/shop/billing/";
    private static final String INFRA = "infra-cdk/src/main/java/org/shop/infra/billing/";

    /** Names that only the starter has. */
    private static final Pattern STARTER = Pattern.compile("(?i)com.example|sample|(?<![a-z])notes?(?![a-z])"
            + "|StarterSystem|EntryKept|entry.kept|(Keep|Count|Watch|Relay|Show|Sweep|Work|Answer|Measure|Drain)"
            + "(From|By|On|For)[A-Z]");

    private Tree tree = new Tree(Map.of());
    private Tree before = new Tree(Map.of());

    /** Billing, where functions are made, and the events of Sales. */
    @BeforeEach
    void plant_two_contexts() throws IOException, UserErrorException {
        tree = PlantedProject.tree();
        NewContext.in(tree, "billing");
        NewContext.in(tree, "sales");
        new NewEvent("sales.order-sold", 1, "what:string").in(tree);
        before = new Tree(tree.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SendBill --trigger sqs --from sales.order-sold.v1 --store bill",
                "ShowBill --trigger http --route GET_/bills/{number} --store bill",
                "TakeBill --trigger http --route POST_/bills --store bill",
                "TakePayment --trigger webhook --store bill",
                "CountSales --trigger topic --from sales.order-sold.v1 --store bill",
                "FollowBills --trigger stream --store bill",
                "PublishBillingEvents --trigger relay --store bill",
                "ChaseBills --trigger schedule --store bill --cron 30~4~*~*~?~*",
                "PrintBill --trigger async --store bill",
                "AskBill --trigger request --store bill",
                "CollectBills --trigger lag --from sales.order-sold.v1 --store bill"
            })
    void nothing_of_the_starter_s_names_is_left(String arguments) throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "to:string").in(tree);

        make(arguments);

        assertThat(made()).isNotEmpty().allSatisfy(path -> {
            assertThat(STARTER.matcher(path).find()).as(path).isFalse();
            assertThat(STARTER.matcher(tree.text(path)).results().map(match -> match.group()))
                    .as(path)
                    .isEmpty();
        });
        assertThat(tree.changes().keySet())
                .filteredOn(path -> path.startsWith("tools/"))
                .isEmpty();
    }

    @Test
    void a_queue_s_function_takes_the_event_of_another_context() throws UserErrorException {
        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill --batch 7 --window 0");

        assertThat(tree.text(CONTEXT + "handler/SendBillHandler.java"))
                .contains("import org.shop.events.sales.SalesEventType;", "event.type() != SalesEventType.ORDER_SOLD");
        assertThat(tree.text(CONTEXT + "handler/SendBillModule.java")).contains("new SalesEventFormat()");
        assertThat(tree.text(INFRA + "SendBillDeclaration.java"))
                .contains("app.topic(\"sales\")", "ConsumerGroup.of(SalesEventType.ORDER_SOLD)")
                .contains("BatchPolicy.of(7, Duration.ZERO)", "app.functionPackage(\"billing-context\")")
                .contains("static void declare(BillingStack stack, StageApp app)");
        assertThat(tree.text("billing-context/src/test/java/org/shop/billing/handler/SendBillHandlerTest.java"))
                .contains("exampleOf(\"sales.order-sold.v1\")");
        assertThat(tree.text("acceptance-tests/src/test/java/org/shop/acceptance/billing/SendBillIT.java"))
                .contains("SalesEventsTopicArn", "BillsTableName");
        assertThat(tree.text("infra-cdk/src/test/java/org/shop/infra/billing/SendBillRoleTest.java"))
                .contains("new ShopSystem()");
    }

    @Test
    void a_store_is_made_once_and_declared_before_its_functions() throws UserErrorException {
        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill");
        make("ShowBill --trigger http --route GET_/bills/{number} --store bill");

        assertThat(tree.text(INFRA + "BillingStack.java").lines().map(String::strip))
                .containsSubsequence(
                        "BillsDeclaration.declare(this, app);",
                        "SendBillDeclaration.declare(this, app);",
                        "ShowBillDeclaration.declare(this, app);")
                .filteredOn(line -> line.startsWith("BillsDeclaration"))
                .hasSize(1);
    }

    @Test
    void only_dependencies_that_its_code_has_are_added() throws UserErrorException {
        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill");

        assertThat(tree.text("billing-context/pom.xml"))
                .containsOnlyOnce("<artifactId>dynamodb</artifactId>")
                .contains("<artifactId>events-schema</artifactId>", "<artifactId>dynamodb-local</artifactId>")
                .doesNotContain("json-schema-validator", "starter");

        make("ShowBill --trigger http --route GET_/bills/{number} --store bill");

        assertThat(tree.text("infra-cdk/pom.xml")).containsOnlyOnce("<artifactId>billing-context</artifactId>");
        assertThat(tree.text("billing-context/pom.xml"))
                .containsOnlyOnce("<artifactId>dynamodb</artifactId>")
                .contains("<artifactId>json-schema-validator</artifactId>");
    }

    @Test
    void every_package_has_its_package_info() throws UserErrorException {
        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill");

        var folders = new TreeSet<String>();
        made().stream()
                .filter(path -> path.endsWith(".java"))
                .forEach(path -> folders.add(path.substring(0, path.lastIndexOf('/'))));
        assertThat(folders)
                .hasSizeGreaterThan(5)
                .allSatisfy(folder -> assertThat(tree.has(folder + "/package-info.java"))
                        .as(folder)
                        .isTrue());
    }

    @Test
    void a_route_is_in_the_handler_and_in_the_openapi_document() throws UserErrorException {
        make("ShowBill --trigger http --route GET_/v1/paid-bills/{number} --store bill");

        assertThat(tree.text(CONTEXT + "handler/ShowBillHandler.java"))
                .contains("\"GET\", \"/v1/paid-bills/{number}\"");
        assertThat(tree.text("events-schema/src/main/resources/billing/openapi.json"))
                .contains("\"/v1/paid-bills/{number}\": {", "\"name\": \"number\"", "\"operationId\": \"showBill\"")
                .contains("\"Bill\": {");
    }

    @Test
    void a_second_operation_of_the_same_route_is_refused() throws UserErrorException {
        make("ShowBill --trigger http --route GET_/bills/{number} --store bill");
        make("TakeBill --trigger http --route POST_/bills --store bill");

        assertThatThrownBy(() -> make("GetBill --trigger http --route GET_/bills/{id} --store bill"))
                .hasMessage("--route GET /bills/{id}: there is such an operation in"
                        + " events-schema/src/main/resources/billing/openapi.json");
    }

    @Test
    void the_plural_of_a_store_is_refused() throws UserErrorException {
        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill");

        assertThatThrownBy(() -> make("ShowBill --trigger http --route GET_/bills/{id} --store bills"))
                .hasMessage("store bills: expected the singular of what BillsTable keeps");
    }

    @Test
    void lines_of_comment_stay_within_120_columns() throws UserErrorException {
        make("CollectOutstandingPaymentReminders --trigger lag --from sales.order-sold.v1"
                + " --store outstanding-payment-reminder");

        assertThat(made())
                .allSatisfy(path -> assertThat(tree.text(path).lines())
                        .as(path)
                        .filteredOn(line -> line.matches(" *(/\\*|\\*|//).*") && !line.contains("https://"))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120)));
    }

    @Test
    void a_relay_publishes_the_events_of_its_own_context() throws UserErrorException {
        assertThatThrownBy(() -> make("PublishBillingEvents --trigger relay --store bill"))
                .hasMessage("context billing has no events: expected ./faas new event before");

        tree = new Tree(before.all());
        new NewEvent("billing.bill-sent", 1, "to:string").in(tree);
        make("PublishBillingEvents --trigger relay --store bill");

        assertThat(tree.text(CONTEXT + "handler/PublishBillingEventsModule.java"))
                .contains("new BillingEventFormat()", "\"BILLING_EVENTS_TOPIC_ARN\"");
        assertThat(tree.text(INFRA + "PublishBillingEventsDeclaration.java")).contains("app.topic(\"billing\")");
    }

    @Test
    void a_third_reader_of_a_table_is_refused() throws UserErrorException {
        make("FollowBills --trigger stream --store bill --batch 50");
        make("CheckBills --trigger stream --store bill");

        assertThatThrownBy(() -> make("IndexBills --trigger stream --store bill"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("FollowBills");
    }

    @Test
    void what_a_queue_s_lag_starts_is_declared_before_what_measures_it() throws UserErrorException {
        make("CollectBills --trigger lag --from sales.order-sold.v1 --store bill --every 2");

        assertThat(tree.text(INFRA + "BillingStack.java").lines().map(String::strip))
                .containsSubsequence(
                        "CollectBillsDeclaration.declare(this, app);",
                        "StartCollectBillsDeclaration.declare(this, app);");
        assertThat(tree.text(INFRA + "StartCollectBillsDeclaration.java")).contains("Duration.ofMinutes(2)");
    }

    @Test
    void a_schedule_is_a_period_or_an_expression() throws UserErrorException {
        make("ChaseBills --trigger schedule --store bill --every 30");
        make("CloseDay --trigger schedule --store bill --cron 5~4~?~*~MON-FRI~*");

        assertThat(tree.text(INFRA + "ChaseBillsDeclaration.java"))
                .contains("SchedulePolicy.every(Duration.ofMinutes(30))");
        assertThat(tree.text(INFRA + "CloseDayDeclaration.java"))
                .contains("SchedulePolicy.cron(\"5 4 ? * MON-FRI *\")");
    }

    @Test
    void a_context_with_capabilities_has_it_in_one_of_them() throws UserErrorException {
        tree.create("billing-context/capabilities.properties", "sending =\n");

        make("SendBill --trigger sqs --from sales.order-sold.v1 --store bill --capability dunning");

        assertThat(tree.text(CONTEXT + "dunning/handler/SendBillHandler.java"))
                .contains("package org.shop.billing.dunning.handler;")
                .contains("import org.shop.billing.dunning.application.SendBill;");
        assertThat(tree.has(CONTEXT + "dunning/application/Bills.java")).isTrue();
        assertThat(tree.has(CONTEXT + "table/BillsTable.java")).isTrue();
        assertThat(tree.text("billing-context/capabilities.properties")).isEqualTo("sending =\ndunning =\n");
        assertThatThrownBy(() ->
                        make("ShowBill --trigger http --route GET_/bills/{number} --store bill --capability sending"))
                .hasMessage("store bill: it belongs to another capability of context billing");
        assertThatThrownBy(() -> make("PayBill --trigger http --route GET_/bills/{number} --store bill"))
                .hasMessage("function PayBill: context billing has capabilities: expected --capability");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PayBill --trigger sqs --store bill                                 | its trigger needs --from
                    PayBill --trigger sqs --from sales.order-sold.v1                   | its trigger needs --store
                    PayBill --trigger http --route GET_/b/{a} --store bill --from x    | its trigger takes no --from
                    PayBill --trigger http --store bill                                | its trigger needs --route
                    PayBill --trigger sqs --from a --store bill --route GET_/b/{a}     | its trigger takes no --route
                    PayBill --trigger sqs --from sales.gone.v1 --store bill            | no event 'sales.gone.v1'; there are [sales.order-sold.v1]
                    PayBill --trigger http --route GET_/b --store bill                 | expected GET /invoices/{number} or POST /invoices
                    PayBill --trigger http --route GET_/b/{a} --store bill --batch 2   | its trigger takes no --batch
                    PayBill --trigger http --route GET_/b/{a} --store bill --every 2   | its trigger takes no --every
                    PayBill --trigger http --route GET_/b/{a} --store bill --cron 5~4~*~*~?~* | its trigger takes no --cron
                    PayBill --trigger schedule --store bill --every 5 --cron 5~4~*~*~?~* | expected --every or --cron, not both
                    PayBill --trigger mail --store bill                                | --trigger mail: expected one of
                    PayBill --trigger sqs --from sales.order-sold.v1 --store order-sold --capability a | context billing has no capabilities
                    """)
    void what_does_not_fit_is_refused(String arguments, String why) {
        assertThatThrownBy(() -> make(arguments))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --batch 11 --window 0 | batch
                    --batch 0             | batch
                    --window 60           | visibility timeout
                    """)
    void numbers_that_the_rules_forbid_are_refused(String numbers, String rule) {
        assertThatThrownBy(() -> make("PayBill --trigger sqs --from sales.order-sold.v1 --store bill " + numbers))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void a_schedule_that_eventbridge_does_not_take_is_refused() {
        assertThatThrownBy(() -> make("CloseDay --trigger schedule --store bill --cron 5~4~*~*~*~*"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("CloseDay: schedule cron(5 4 * * * *): must be six fields");
    }

    private Set<String> made() {
        var made = new TreeSet<>(tree.all().keySet());
        made.removeAll(before.all().keySet());
        return made;
    }

    /** Underscores of routes stand for spaces. */
    private void make(String arguments) throws UserErrorException {
        var words = ("--context billing " + arguments)
                .replace("GET_", "GET~")
                .replace("POST_", "POST~")
                .split(" ");
        for (var index = 0; index < words.length; index++) {
            words[index] = words[index].replace('~', ' ');
        }
        var command = new NewFunctionCommand();
        new CommandLine(command).parseArgs(words);
        command.change(tree);
    }
}
