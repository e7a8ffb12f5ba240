package faas.cli.scaffold;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name in every spelling that code has for it.
 *
 * @param words lower-case, at least one
 */
record Name(List<String> words) {

    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[-_.]");

    Name {
        words = List.copyOf(words);
    }

    /** Of any spelling: {@code InvoiceLine}, {@code invoiceLine}, {@code invoice-line}, {@code INVOICE_LINE}. */
    static Name of(String text) {
        var humps = text.equals(text.toUpperCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : text;
        return new Name(HUMPS.splitAsStream(humps)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList());
    }

    /** As English forms it for most nouns. */
    Name plural() {
        var last = words.getLast();
        String plural;
        if (last.matches(".*[^aeiou]y")) {
            plural = last.substring(0, last.length() - 1) + "ies";
        } else {
            plural = last + (last.matches(".*(s|x|z|ch|sh)") ? "es" : "s");
        }
        return Name.of(words.size() == 1 ? plural : kebab().replaceFirst("[^-]*$", plural));
    }

    String upperCamel() {
        return words.stream().map(Name::capital).collect(Collectors.joining());
    }

    String lowerCamel() {
        return words.getFirst() + new Name(words.subList(1, words.size())).upperCamel();
    }

    String kebab() {
        return String.join("-", words);
    }

    String snake() {
        return String.join("_", words);
    }

    String constant() {
        return snake().toUpperCase(Locale.ROOT);
    }

    /** Separated by spaces. */
    String prose() {
        return String.join(" ", words);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
