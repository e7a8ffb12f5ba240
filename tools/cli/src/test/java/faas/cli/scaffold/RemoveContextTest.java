package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoveContextTest {

    private Tree tree = new Tree(Map.of());

    @BeforeEach
    void plant_a_context() throws IOException, UserErrorException {
        tree = PlantedProject.tree();
        NewContext.in(tree, "sales");
        new NewEvent("sales.order-sold", 1, "what:string").in(tree);
        tree = new Tree(tree.all());
    }

    @Test
    void it_is_the_inverse_of_all_that_was_made() throws UserErrorException {
        NewContext.in(tree, "billing");
        new NewEvent("billing.bill-sent", 1, "total:money").in(tree);
        function("billing", "SendBill", "sales.order-sold.v1").in(tree);

        RemoveContext.in(tree, "billing");

        assertThat(tree.changes()).isEmpty();
    }

    @Test
    void a_context_whose_events_another_one_takes_is_not_removed() throws UserErrorException {
        NewContext.in(tree, "billing");
        function("billing", "SendBill", "sales.order-sold.v1").in(tree);

        assertThatThrownBy(() -> RemoveContext.in(tree, "sales"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("context sales: used by SendBillDeclaration, SendBillHandler, SendBillModule");
    }

    @Test
    void code_that_knows_no_context_is_no_user() throws UserErrorException {
        tree.create("infra-cdk/src/test/java/faas/infra/planted/SalesContext.java", "app.topic(\"sales\")");
        tree.create("tools/cli/src/test/java/faas/cli/A.java", "app.topic(\"sales\")");

        RemoveContext.in(tree, "sales");

        assertThat(tree.has("sales-context/pom.xml")).isFalse();
    }

    @Test
    void only_a_context_is_removed() {
        assertThatThrownBy(() -> RemoveContext.in(tree, "infra"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("no context 'infra'; there are [sales]");
    }

    private static NewFunction function(String context, String name, String from) {
        return new NewFunction(
                name,
                context,
                Trigger.SQS,
                Optional.of(from),
                Optional.of("bill"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
