package faas.kit.batch;

import faas.kit.log.Log;

/**
 * A message of a batch, decoded.
 *
 * @param id SQS's id of the message
 * @param eventType the type of the event, as its reader names it
 * @param content what its body holds
 * @param log log whose lines carry the message's correlation and id
 */
public record Message<T>(String id, String eventType, T content, Log log) {}
