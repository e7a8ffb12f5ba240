package io.orderchannel.order.domain;

/** What every piece of text that a customer sends has to be, whatever it means. */
final class Text {

    private Text() {}

    /**
     * Checks one text.
     *
     * @param maxLength in UTF-16 units
     * @throws InvalidValue when the text is blank, longer than {@code maxLength}, or holds control characters or half a surrogate pair (which
     *     no UTF-8 encoder keeps, so two different texts would be stored as one)
     */
    static String require(String text, int maxLength) {
        if (text.isBlank()) {
            throw new InvalidValue("must not be blank");
        }
        if (text.length() > maxLength) {
            throw new InvalidValue("must have at most " + maxLength + " characters, has " + text.length());
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isControlOrHalfPair(text.codePointAt(i))) {
                throw new InvalidValue("must not contain control characters or unpaired surrogates");
            }
        }
        return text;
    }

    private static boolean isControlOrHalfPair(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
