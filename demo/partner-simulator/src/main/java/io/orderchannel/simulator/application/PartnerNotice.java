package io.orderchannel.simulator.application;

import java.net.URI;

/**
 * What the partner is told.
 *
 * @param behaviour what it will do about it
 * @param callback where it reports
 * @param traceparent the W3C trace context of the call, which its reports continue
 */
public record PartnerNotice(String assignmentId, Behaviour behaviour, URI callback, String traceparent) {}
