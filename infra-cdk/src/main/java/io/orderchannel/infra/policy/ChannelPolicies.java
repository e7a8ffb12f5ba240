package io.orderchannel.infra.policy;

import java.util.function.UnaryOperator;

/** The policies of the Channel context's functions, and what its channels can take. */
public record ChannelPolicies(
        ChannelCapacity capacity, QueueFunctionPolicy assignOrder, StreamFunctionPolicy publishChannelEvents) {
    public ChannelPolicies withCapacity(UnaryOperator<ChannelCapacity> change) {
        return new ChannelPolicies(change.apply(capacity), assignOrder, publishChannelEvents);
    }

    public ChannelPolicies withAssignOrder(UnaryOperator<QueueFunctionPolicy> change) {
        return new ChannelPolicies(capacity, change.apply(assignOrder), publishChannelEvents);
    }

    public ChannelPolicies withPublishChannelEvents(UnaryOperator<StreamFunctionPolicy> change) {
        return new ChannelPolicies(capacity, assignOrder, change.apply(publishChannelEvents));
    }
}
