package io.orderchannel.channel.domain;

/**
 * How far an assignment has followed its order: the highest version of the order that was applied, and the message that carried it. One
 * number and one id whatever the number of messages.
 */
public record OrderMarker(long version, String messageId) {}
