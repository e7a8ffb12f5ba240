package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewEventTest {

    private static final String JAVA = "events-schema/src/main/java/org/shop/events/billing/";
    private static final String RESOURCES = "events-schema/src/main/resources/billing/";

    private Tree tree = new Tree(Map.of());

    @BeforeEach
    void plant_a_context() throws IOException, UserErrorException {
        tree = PlantedProject.tree();
        NewContext.in(tree, "billing");
    }

    @Test
    void the_first_one_brings_the_contract_of_its_context() throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "number:id,total:money,due:time").in(tree);

        assertThat(tree.below("events-schema"))
                .containsExactly(
                        JAVA + "BillSent.java",
                        JAVA + "BillingEventFormat.java",
                        JAVA + "BillingEventType.java",
                        JAVA + "Money.java",
                        JAVA + "package-info.java",
                        RESOURCES + "asyncapi.json",
                        RESOURCES + "examples/billing.bill-sent.v1.json",
                        RESOURCES + "schemas/billing.bill-sent.v1.json",
                        RESOURCES + "schemas/published/billing.bill-sent.v1.json");
        assertThat(tree.text(JAVA + "BillSent.java").replaceAll("\\s+", " "))
                .contains("record BillSent( String number, long version, Money total, Instant due)");
        assertThat(tree.text(JAVA + "BillingEventType.java")).contains("BILL_SENT(\"billing.bill-sent.v1\");");
        assertThat(tree.text(RESOURCES + "schemas/billing.bill-sent.v1.json"))
                .contains("\"total\": {", "\"due\": {")
                .doesNotContain("some")
                .isEqualTo(tree.text(RESOURCES + "schemas/published/billing.bill-sent.v1.json"));
    }

    @Test
    void another_one_is_added_to_the_contract() throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "to:string").in(tree);
        var before = tree.text(JAVA + "BillingEventFormat.java");

        new NewEvent("billing.bill-paid", 1, "total:money,in:flag,points:number").in(tree);

        assertThat(tree.text(JAVA + "BillingEventType.java"))
                .contains("BILL_SENT(\"billing.bill-sent.v1\"),\n    BILL_PAID(\"billing.bill-paid.v1\");");
        var format = tree.text(JAVA + "BillingEventFormat.java");
        assertThat(format.lines()).containsAll(before.lines().toList());
        assertThat(format.split("case BILL_PAID ->", -1)).hasSize(3);
        assertThat(format).contains("billPaid.total().toJson()", "Money.read(in.object(\"total\"))");
        assertThat(tree.has(JAVA + "Money.java")).isTrue();
        assertThat(tree.text(RESOURCES + "asyncapi.json"))
                .contains("\"name\": \"billing.bill-sent.v1\"", "\"name\": \"billing.bill-paid.v1\"")
                .containsOnlyOnce("\"publishBillingEvents\"");
    }

    @Test
    void a_version_stands_beside_the_one_before() throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "to:string").in(tree);
        new NewEvent("billing.bill-sent", 2, "to:string,at:time").in(tree);

        assertThat(tree.text(JAVA + "BillSentV2.java"))
                .contains("String billSentId,", "return BillingEventType.BILL_SENT_V2;");
        assertThat(tree.text(JAVA + "BillingEventType.java")).contains("BILL_SENT_V2(\"billing.bill-sent.v2\")");
        assertThat(tree.text(RESOURCES + "examples/billing.bill-sent.v2.json"))
                .contains("\"type\": \"billing.bill-sent.v2\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    billing.bill-sent    | 1 | event billing.bill-sent.v1: exists
                    billing.bill-sent    | 3 | event billing.bill-sent.v3: expected version 2 beside it
                    billing.bill-lost    | 2 | event billing.bill-lost.v2: expected version 1 beside it
                    billing.bill-lost.v1 | 1 | event billing.bill-lost.v1: expected CONTEXT.NAME, such as billing.invoice-sent
                    billing.money        | 1 | event billing.money: the name is taken by the class Money
                    billing.class        | 1 | event billing.class: a word of Java
                    sales.order-sold     | 1 | no context 'sales'; there are [billing]
                    """)
    void an_event_that_cannot_be_is_refused(String type, int version, String why) throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "total:money").in(tree);

        assertThatThrownBy(() -> new NewEvent(type, version, "to:string").in(tree))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(why);
    }

    @Test
    void a_contract_of_another_form_is_refused() throws UserErrorException {
        new NewEvent("billing.bill-sent", 1, "to:string").in(tree);
        tree.change(
                JAVA + "BillingEventFormat.java",
                text -> text.replace("JsonObject write(", "JsonObject wrote(")
                        .replace(
                                "TYPES = ",
                                "TYPES = null; JsonObject write(EventData data) { return null; } Object o = "));

        assertThatThrownBy(() -> new NewEvent("billing.bill-paid", 1, "to:string").in(tree))
                .hasMessageContaining("expected a switch over the types in its method write");
    }
}
