package io.orderchannel.order.domain;

/** The rules for every text that a customer sends. */
final class Text {
    private Text() {}

    /**
     * Refuses a text that is blank, longer than {@code maxLength} code points, or contains control characters or
     * unpaired surrogates: UTF-8 encoders replace these, so two different texts would be stored as one. Blank is every
     * space, the no-break ones too.
     */
    static String require(String text, int maxLength) {
        if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw new IllegalArgumentException("must not be blank");
        }
        int length = text.codePointCount(0, text.length());
        if (length > maxLength) {
            throw new IllegalArgumentException("must have at most " + maxLength + " characters, has " + length);
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException("must not contain control characters or unpaired surrogates");
        }
        return text;
    }
}
