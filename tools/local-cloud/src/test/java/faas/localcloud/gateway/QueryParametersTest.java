package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void values_are_decoded() {
        assertThat(QueryParameters.parse("Action=Publish&Message=a%26b+c%C3%A4").text("Message"))
                .isEqualTo("a&b cä");
    }

    @Test
    void a_map_is_read_in_the_order_of_its_numbers() {
        QueryParameters parameters = QueryParameters.parse(
                "Attributes.entry.2.key=b&Attributes.entry.2.value=2&Attributes.entry.1.key=a&Attributes.entry.1.value=1");

        assertThat(parameters.map("Attributes.entry", "key", "value").toString())
                .isEqualTo("{a=1, b=2}");
    }

    @Test
    void the_elements_of_a_list_have_parameters_of_their_own() {
        QueryParameters parameters =
                QueryParameters.parse("E.member.1.Id=x&E.member.1.A.entry.1.Name=n&E.member.10.Id=z&E.member.2.Id=y");

        assertThat(parameters.list("E.member"))
                .extracting(entry -> entry.text("Id"))
                .containsExactly("x", "y", "z");
        assertThat(parameters.list("E.member").getFirst().list("A.entry"))
                .extracting(entry -> entry.text("Name"))
                .containsExactly("n");
    }

    @Test
    void what_cannot_be_read_is_the_senders_fault() {
        assertThatThrownBy(() -> QueryParameters.parse("Message=100%")).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> QueryParameters.parse("E.member.one.Id=x").list("E.member"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("one");
    }

    @Test
    void what_is_not_there_is_empty() {
        assertThat(QueryParameters.parse("").get("x")).isEmpty();
        assertThat(QueryParameters.parse("a=1").list("x")).isEmpty();
    }
}
