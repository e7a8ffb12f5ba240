package io.orderchannel.order.domain;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static io.orderchannel.order.domain.OrderFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final String EUR = "EUR";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u2007 \u3000", "a\nb", "a\u0000", "\ud800", "a\udc00b", "\u0085"})
    void text_that_is_blank_or_not_printable_is_refused(String text) {
        assertThatThrownBy(() -> anOrder().forCustomer(text).placed()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OrderDetails.customer(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> item(text, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> anOrder().underKey(text).id()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "Ærøskøbing 7", "客戶", "😀"})
    void text_of_any_script_is_taken(String text) {
        assertThat(OrderDetails.customer(text)).isEqualTo(text);
    }

    @Test
    void text_has_a_greatest_length() {
        assertThat(OrderDetails.customer("c".repeat(128))).hasSize(128);
        assertThat(OrderDetails.customer("😀".repeat(128))).isEqualTo("😀".repeat(128));
        assertThatThrownBy(() -> OrderDetails.customer("c".repeat(129)))
                .hasMessage("must have at most 128 characters, has 129");
        assertThatThrownBy(() -> OrderDetails.customer("😀".repeat(129)))
                .hasMessage("must have at most 128 characters, has 129");
        assertThatThrownBy(() -> OrderItem.sku("s".repeat(65))).hasMessage("must have at most 64 characters, has 65");
        assertThatThrownBy(() -> OrderId.key("k".repeat(256))).hasMessage("must have at most 255 characters, has 256");
    }

    @Test
    void the_order_id_follows_from_customer_and_key() {
        assertThat(anOrder().id()).isEqualTo(anOrder().id());
        assertThat(anOrder().id().value()).isEqualTo("9b90a94bb9150df2615777d7a1b150ce");
        assertThat(anOrder().underKey("key-2").id()).isNotEqualTo(anOrder().id());
    }

    @Test
    void customer_and_key_do_not_run_together_in_the_order_id() {
        assertThat(anOrder().forCustomer("ab").underKey("c").id())
                .isNotEqualTo(anOrder().forCustomer("a").underKey("bc").id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdeg"})
    void an_order_id_of_another_form_is_refused(String text) {
        assertThatThrownBy(() -> new OrderId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantities_are_bounded() {
        assertThat(OrderItem.quantity(1)).isOne();
        assertThat(OrderItem.quantity(1_000_000)).isEqualTo(OrderItem.MAX_QUANTITY);
        assertThatThrownBy(() -> OrderItem.quantity(0)).hasMessage("must be from 1 to 1000000, is 0");
        assertThatThrownBy(() -> OrderItem.quantity(1L << 32)).hasMessage("must be from 1 to 1000000, is 4294967296");
        assertThatThrownBy(() -> item("a", -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void amounts_are_bounded_and_never_overflow() {
        Money most = new Money(Money.MAX_AMOUNT, EUR);

        assertThatThrownBy(() -> new Money(-1, EUR)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(Money.MAX_AMOUNT + 1, EUR)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> most.times(OrderItem.MAX_QUANTITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(IllegalArgumentException.class);
        assertThat(most.times(1).plus(new Money(0, EUR))).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "€"})
    void a_currency_that_iso_4217_lacks_is_refused(String code) {
        assertThatThrownBy(() -> Money.currency(code)).hasMessage("must be an ISO 4217 currency code such as EUR");
        assertThatThrownBy(() -> new Money(1, code)).hasMessage("must be an ISO 4217 currency code such as EUR");
    }

    @Test
    void currencies_do_not_mix() {
        assertThatThrownBy(() -> new Money(0, EUR).plus(new Money(0, "USD")))
                .hasMessage("must be in one currency, has EUR and USD");
    }

    @Test
    void an_order_has_1_to_100_items() {
        assertThatThrownBy(() -> anOrder().of().details()).hasMessage("must have 1 to 100 items, has 0");
        assertThatThrownBy(() -> details(Collections.nCopies(101, item("a", 1, 1))))
                .hasMessage("must have 1 to 100 items, has 101");
        assertThat(details(Collections.nCopies(100, item("a", 2, 3))).total()).isEqualTo(new Money(600, EUR));
    }

    @Test
    void a_total_beyond_every_amount_is_refused() {
        assertThatThrownBy(() -> details(List.of(item("a", 1, Money.MAX_AMOUNT), item("b", 1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_fingerprint_of_an_order_that_is_not_express_stays_what_it_was() {
        assertThat(anOrder().details().fingerprint())
                .isEqualTo("000ab0f34b34a486ffa146d20e291e0a0417d0f4a6af0ead7a4a7af73e3b5711");
    }

    @Test
    void the_fingerprint_tells_requests_apart_by_what_they_ask_for() {
        assertThat(anOrder().underKey("other").details().fingerprint())
                .isEqualTo(anOrder().details().fingerprint());
        assertThat(anOrder().forCustomer("other").details().fingerprint())
                .isNotEqualTo(anOrder().details().fingerprint());
        assertThat(anOrder().through(Channel.STORE).details().fingerprint())
                .isNotEqualTo(anOrder().details().fingerprint());
        assertThat(anOrder().asExpress().details().fingerprint())
                .isNotEqualTo(anOrder().details().fingerprint());
        assertThat(anOrder().of(item("MUG-BLUE", 3, 1250)).details().fingerprint())
                .isNotEqualTo(anOrder().details().fingerprint());
        assertThat(anOrder().of(item("MUG-BLUE", 2, 1251)).details().fingerprint())
                .isNotEqualTo(anOrder().details().fingerprint());
    }

    private static OrderDetails details(List<OrderItem> items) {
        return anOrder().of(items.toArray(OrderItem[]::new)).details();
    }
}
