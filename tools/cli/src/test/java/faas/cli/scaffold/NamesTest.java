package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private Project project;

    @BeforeEach
    void plant_a_context() throws IOException, UserErrorException {
        var tree = PlantedProject.tree();
        NewContext.in(tree, "billing");
        tree.create("billing-context/src/main/java/org/shop/billing/handler/SendBillHandler.java", "");
        tree.create("infra-cdk/src/main/java/org/shop/infra/billing/BillsDeclaration.java", "physicalName(\"bills\")");
        tree.create("other/src/main/java/org/shop/partner/A.java", "");
        project = Project.of(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Sales      | expected one word of lower-case letters and digits
                    big-sales  | expected one word of lower-case letters and digits
                    1st        | expected one word of lower-case letters and digits
                    ''         | expected one word of lower-case letters and digits
                    class      | a word of Java
                    record     | a word of Java
                    string     | Java has a class java.lang.String
                    infra      | reserved for a package of every system
                    sample     | reserved for a package of every system
                    billing    | taken: there is billing-context/pom.xml
                    partner    | taken: there is other/src/main/java/org/shop/partner/A.java
                    """)
    void a_context_of_that_name_is_refused(String name, String why) {
        assertThatThrownBy(() -> Names.requireContext(project, name))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("context " + name + ": ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sendInvoice | expected a verb and a noun, such as SendInvoice
                    Send        | expected a verb and a noun, such as SendInvoice
                    SENDInvoice | expected a verb and a noun, such as SendInvoice
                    Send-It     | expected a verb and a noun, such as SendInvoice
                    SendBill    | taken: there is a function SendBill
                    SendbilL    | taken: there is a function SendBill
                    """)
    void a_function_of_that_name_is_refused(String name, String why) {
        assertThatThrownBy(() -> Names.requireFunction(project, name))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("function " + name + ": " + why);
    }

    /** 80 characters of a queue, less those of production- and -subscription-dlq. */
    @Test
    void a_function_is_deployed_under_a_name_that_aws_takes_in_every_stage() throws UserErrorException {
        var longest = "Send" + "Invoice".repeat(7).substring(0, 48);

        assertThat("production-" + longest + "-subscription-dlq").hasSize(80);
        Names.requireFunction(project, longest);
        assertThatThrownBy(() -> Names.requireFunction(project, longest + "s"))
                .hasMessageContaining("production-")
                .hasMessageContaining("-subscription-dlq has 81 characters, AWS takes 80");
    }

    @ParameterizedTest
    @CsvSource({
        "invoice, Invoice, Invoices",
        "invoice-line, InvoiceLine, InvoiceLines",
        "person:people, Person, People",
        "delivery, Delivery, Deliveries"
    })
    void a_store_is_named_after_what_it_keeps(String name, String singular, String plural) throws UserErrorException {
        Names.requireTable(project, name);

        assertThat(Names.ofStore(name)).map(Name::upperCamel).containsExactly(singular, plural);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Invoice     | expected a noun such as invoice, invoice-line or person:people
                    a:          | expected a noun such as invoice, invoice-line or person:people
                    object      | Java has a class java.lang.Object
                    default     | a word of Java
                    sheep:sheep | expected a plural that differs from the singular
                    bill        | taken: there is infra-cdk/src/main/java/org/shop/infra/billing/BillsDeclaration.java
                    """)
    void a_store_of_that_name_is_refused(String name, String why) {
        assertThatThrownBy(() -> Names.requireTable(project, name))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("store " + name + ": " + why);
    }
}
