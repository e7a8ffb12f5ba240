package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Backlog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue in memory: what was received stays hidden until it is let appear again. For one thread. */
public final class InMemoryPayoutQueue implements PayoutQueue {
    private static final int BATCH = 10;

    private final Map<String, Delivered> visible = new LinkedHashMap<>();
    private final Map<String, Delivered> hidden = new LinkedHashMap<>();

    public void add(String messageId, String body) {
        visible.put(messageId, new Delivered(messageId, "receipt-" + messageId, body));
    }

    /** What was received and not deleted can be received again. */
    public void letReappear() {
        visible.putAll(hidden);
        hidden.clear();
    }

    @Override
    public Backlog backlog() {
        return new Backlog(visible.size(), hidden.size(), 0);
    }

    @Override
    public List<Delivered> receive() {
        List<Delivered> batch = visible.values().stream().limit(BATCH).toList();
        for (Delivered message : batch) {
            visible.remove(message.messageId());
            hidden.put(message.messageId(), message);
        }
        return batch;
    }

    @Override
    public void delete(List<Delivered> processed) {
        List<String> ids = new ArrayList<>();
        processed.forEach(message -> ids.add(message.messageId()));
        ids.forEach(hidden::remove);
        ids.forEach(visible::remove);
    }
}
