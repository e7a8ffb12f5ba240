package io.orderchannel.channel.slots.domain;

import java.time.Instant;
import java.time.LocalDate;

/** Requests for slots: {@code aRequest("o1").for(LOCKER).on("2026-03-01")}. Immutable. */
public record RequestFixture(String order, Channel channel, String day) {
    public static RequestFixture aRequest(String order) {
        return new RequestFixture(order, Channel.LOCKER, "2026-03-01");
    }

    public RequestFixture through(Channel other) {
        return new RequestFixture(order, other, day);
    }

    public RequestFixture on(String other) {
        return new RequestFixture(order, channel, other);
    }

    public OrderId id() {
        return new OrderId(order);
    }

    public Slots slots() {
        return new Slots(channel, LocalDate.parse(day));
    }

    public OrderMarker cause() {
        return new OrderMarker(1, order + "#1");
    }

    public Assignment.Assigned assigned() {
        return new Assignment.Assigned(id(), slots(), Assignment.FIRST_VERSION, cause());
    }

    public Assignment.Held held(Instant until) {
        return new Assignment.Held(id(), slots(), Assignment.FIRST_VERSION, cause(), until);
    }

    public Assignment.Rejected rejected() {
        return new Assignment.Rejected(id(), slots(), Assignment.FIRST_VERSION, cause(), "no slot is left");
    }
}
