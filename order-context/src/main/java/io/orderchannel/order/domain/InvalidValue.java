package io.orderchannel.order.domain;

/** A value that the domain does not allow; the detail says what it must be and is fit to be shown to the one who sent it. */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    public InvalidValue(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What the value must be, and what it is. */
    public String detail() {
        return detail;
    }
}
