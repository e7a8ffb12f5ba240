package faas.localcloud.secrets;

/** A secret's value, which no log line and no message shows. */
public final class SecretValue {
    private final String text;
    private final boolean binary;

    private SecretValue(String text, boolean binary) {
        this.text = text;
        this.binary = binary;
    }

    public static SecretValue ofText(String text) {
        return new SecretValue(text, false);
    }

    /** Bytes in Base64, as the API has them. */
    public static SecretValue ofBinary(String base64) {
        return new SecretValue(base64, true);
    }

    /** The value itself: a text, or bytes in Base64. */
    public String reveal() {
        return text;
    }

    public boolean isBinary() {
        return binary;
    }

    boolean sameAs(SecretValue other) {
        return binary == other.binary && text.equals(other.text);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
