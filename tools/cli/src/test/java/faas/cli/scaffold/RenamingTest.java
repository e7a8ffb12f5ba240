package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamingTest {

    private static final Name NOTE = Name.of("note");

    private final Renaming renaming = new Renaming()
            .packageName("com.example", "org.shop")
            .name(Name.of("KeepFromQueue"), Name.of("SendBill"))
            .noun(NOTE, Name.of("invoice-line"), Name.of("invoice-lines"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    class DynamoDbNotes             | class DynamoDbInvoiceLines
                    Note note = none(noteId)        | InvoiceLine invoiceLine = none(invoiceLineId)
                    env("NOTES_TABLE", NOTE_ID)     | env("INVOICE_LINES_TABLE", INVOICE_LINE_ID)
                    name("notes") + "note-1"        | name("invoice-lines") + "invoice-line-1"
                    void a_note_is_kept()           | void an_invoice_line_is_kept()
                    /** Keeps a note of it. */      | /** Keeps an invoice line of it. */
                    // what of the note it shows    | // what of the invoice line it shows
                    * {@code note} and the note.    | * {@code invoiceLine} and the invoice line.
                    Noted, cannot, denote, noted    | Noted, cannot, denote, noted
                    new KeepFromQueueHandler()      | new SendBillHandler()
                    keepFromQueue, keep_from_queue  | sendBill, send_bill
                    KEEP_FROM_QUEUE keep-from-queue | SEND_BILL send-bill
                    KeepFromQueues, KeepFromQueueX  | KeepFromQueues, SendBillX
                    import com.example.Note;        | import org.shop.InvoiceLine;
                    src/com/example/Note.java       | src/org/shop/InvoiceLine.java
                    com.examples, xcom.example      | com.examples, xcom.example
                    """)
    void whole_tokens_are_replaced_in_their_spelling(String text, String renamed) {
        assertThat(renaming.apply(text)).isEqualTo(renamed);
    }

    @Test
    void what_stands_in_for_one_name_is_not_taken_for_another() {
        var swap = new Renaming().name(NOTE, Name.of("sample")).name(Name.of("sample"), NOTE);

        assertThat(swap.apply("Note of a sample")).isEqualTo("Sample of a note");
    }

    @Test
    void the_name_that_was_added_first_counts() {
        var both = new Renaming().pattern("\\bSample(?=Event)", "Order").name(Name.of("sample"), Name.of("billing"));

        assertThat(both.apply("SampleEventType SampleStack")).isEqualTo("OrderEventType BillingStack");
    }

    @Test
    void an_article_fits_its_noun() {
        var bill =
                new Renaming().name(Name.of("EntryKept"), Name.of("BillSent")).name(NOTE, Name.of("account"));

        assertThat(bill.apply("An EntryKept and a note")).isEqualTo("A BillSent and an account");
    }
}
