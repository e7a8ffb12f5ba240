package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    @ParameterizedTest
    @ValueSource(strings = {"InvoiceLine2", "invoiceLine2", "invoice-line2", "invoice_line2", "INVOICE_LINE2"})
    void every_spelling_is_read_and_written(String spelling) {
        var name = Name.of(spelling);

        assertThat(name.upperCamel()).isEqualTo("InvoiceLine2");
        assertThat(name.lowerCamel()).isEqualTo("invoiceLine2");
        assertThat(name.kebab()).isEqualTo("invoice-line2");
        assertThat(name.snake()).isEqualTo("invoice_line2");
        assertThat(name.constant()).isEqualTo("INVOICE_LINE2");
        assertThat(name.prose()).isEqualTo("invoice line2");
    }

    @ParameterizedTest
    @CsvSource({
        "note, notes",
        "invoice-line, invoice-lines",
        "delivery, deliveries",
        "day, days",
        "box, boxes",
        "batch, batches"
    })
    void a_plural_is_formed_as_for_most_nouns(String singular, String plural) {
        assertThat(Name.of(singular).plural().kebab()).isEqualTo(plural);
    }
}
