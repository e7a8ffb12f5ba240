package faas.events.parcel;

import faas.events.EventType;

/** Both versions of the planted context's type. */
public enum ParcelEventType implements EventType {
    SENT_V1("parcel.sent.v1"),
    SENT_V2("parcel.sent.v2");

    private final String wireName;

    ParcelEventType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String source() {
        return "/parcel";
    }
}
