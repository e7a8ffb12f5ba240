package faas.architecture.planted.slots.domain;

/** What planted violations use. */
public record OtherCapability(String name) {
    public static final String KEY = "pk";
}
