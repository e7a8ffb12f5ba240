package com.example.sample.application;

import java.util.ArrayList;
import java.util.List;

/** The backlog as a list. What was received stays hidden. For one thread. */
public final class InMemoryDrainForLagBacklog implements DrainForLagBacklog {
    private final List<Delivered> visible = new ArrayList<>();
    private final List<Delivered> hidden = new ArrayList<>();

    public void add(String messageId, String body) {
        visible.add(new Delivered(messageId, "receipt of " + messageId, body));
    }

    @Override
    public int size() {
        return visible.size() + hidden.size();
    }

    @Override
    public List<Delivered> receive() {
        List<Delivered> batch = List.copyOf(visible.subList(0, Math.min(10, visible.size())));
        visible.removeAll(batch);
        hidden.addAll(batch);
        return batch;
    }

    @Override
    public void delete(List<Delivered> processed) {
        hidden.removeAll(processed);
    }
}
