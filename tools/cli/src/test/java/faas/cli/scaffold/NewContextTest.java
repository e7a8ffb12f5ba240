package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewContextTest {

    private static final String STACK = "infra-cdk/src/main/java/org/shop/infra/billing/BillingStack.java";

    private Tree tree = new Tree(Map.of());

    @BeforeEach
    void plant() throws IOException {
        tree = PlantedProject.tree();
    }

    @Test
    void it_has_a_module_and_stacks_and_stands_in_the_list() throws UserErrorException {
        NewContext.in(tree, "billing");

        assertThat(tree.changes().keySet())
                .containsExactly(
                        "billing-context/pom.xml",
                        "infra-cdk/src/main/java/org/shop/infra/ShopSystem.java",
                        "infra-cdk/src/main/java/org/shop/infra/billing/BillingContext.java",
                        STACK,
                        "infra-cdk/src/main/java/org/shop/infra/billing/package-info.java",
                        "pom.xml");
        assertThat(tree.text(PlantedProject.SYSTEM))
                .contains("import org.shop.infra.billing.BillingContext;\n", "List.of(new BillingContext())");
        assertThat(tree.text("pom.xml"))
                .contains("    <module>billing-context</module>\n    <module>infra-cdk</module>\n")
                .contains(
                        "        <artifactId>billing-context</artifactId>\n        <version>${project.version}</version>");
        assertThat(tree.text("billing-context/pom.xml"))
                .contains("<relativePath>../tools/function-package</relativePath>", "The Billing context")
                .doesNotContain("<dependencies>");
        assertThat(tree.text(STACK)).contains("physicalName(\"billing\")").doesNotContain("Declaration");
    }

    @Test
    void a_second_one_follows_the_first() throws UserErrorException {
        NewContext.in(tree, "billing");
        NewContext.in(tree, "sales");

        assertThat(tree.text(PlantedProject.SYSTEM)).contains("List.of(new BillingContext(), new SalesContext())");
        assertThat(Project.of(tree).contexts()).containsExactly("billing", "sales");
    }

    @Test
    void a_name_that_is_refused_changes_nothing() {
        assertThatThrownBy(() -> NewContext.in(tree, "class")).isInstanceOf(UserErrorException.class);

        assertThat(tree.changes()).isEmpty();
    }
}
