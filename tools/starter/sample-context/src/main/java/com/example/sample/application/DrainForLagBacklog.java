package com.example.sample.application;

import java.util.List;

/** Port: the queue of events that wait until they are worth a start of DrainForLag. */
public interface DrainForLagBacklog {
    /** How many messages wait or are being worked on; approximate. */
    int size();

    /** The next messages, at most ten, hidden from others for a while; none if the queue seems empty. */
    List<Delivered> receive();

    /** Takes messages off the queue for good. One that stays comes again. */
    void delete(List<Delivered> processed);

    /**
     * A message.
     *
     * @param receipt what it is deleted by
     */
    record Delivered(String messageId, String receipt, String body) {}
}
