package io.orderchannel.order.domain;

/** The rules for every text that a customer sends. */
final class Text {
    private Text() {}

    /**
     * Refuses a text that is blank, longer than {@code maxLength} UTF-16 units, or contains control characters or
     * unpaired surrogates: UTF-8 encoders replace these, so two different texts would be stored as one.
     */
    static String require(String text, int maxLength) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        if (text.length() > maxLength) {
            throw new IllegalArgumentException("must have at most " + maxLength + " characters, has " + text.length());
        }
        if (text.codePoints().anyMatch(Text::isControlOrUnpaired)) {
            throw new IllegalArgumentException("must not contain control characters or unpaired surrogates");
        }
        return text;
    }

    private static boolean isControlOrUnpaired(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
