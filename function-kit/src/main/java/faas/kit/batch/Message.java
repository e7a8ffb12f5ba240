package faas.kit.batch;

import faas.events.CloudEvent;
import faas.kit.log.Log;

/**
 * A message of a batch, decoded.
 *
 * @param id SQS's id of the message
 * @param event what its body holds
 * @param log log whose lines carry the message's correlation and id
 */
public record Message(String id, CloudEvent event, Log log) {}
