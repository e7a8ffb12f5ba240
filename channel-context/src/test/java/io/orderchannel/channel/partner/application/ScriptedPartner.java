package io.orderchannel.channel.partner.application;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A partner that gives these answers, one after the other. For one thread. */
public final class ScriptedPartner implements TellPartner {
    private final Deque<Answer> answers;
    private final List<PartnerNotification> notifications = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    public ScriptedPartner(Answer... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public Answer tell(PartnerNotification notification, Duration limit) {
        notifications.add(notification);
        limits.add(limit);
        return answers.remove();
    }

    /** What it was told, call by call. */
    public List<PartnerNotification> notifications() {
        return List.copyOf(notifications);
    }

    /** How long it might have taken, call by call. */
    public List<Duration> limits() {
        return List.copyOf(limits);
    }
}
