package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The policies of the Order context's functions. */
public record OrderPolicies(
        HttpFunctionPolicy placeOrder,
        HttpFunctionPolicy getOrder,
        StreamFunctionPolicy publishOrderEvents,
        QueueFunctionPolicy applyChannelOutcome,
        QueueFunctionPolicy fulfilExpressOrder,
        StaleOrderPolicy staleOrders) {
    public OrderPolicies withPlaceOrder(UnaryOperator<HttpFunctionPolicy> change) {
        return new OrderPolicies(
                change.apply(placeOrder),
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withGetOrder(UnaryOperator<HttpFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                change.apply(getOrder),
                publishOrderEvents,
                applyChannelOutcome,
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withPublishOrderEvents(UnaryOperator<StreamFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                change.apply(publishOrderEvents),
                applyChannelOutcome,
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withApplyChannelOutcome(UnaryOperator<QueueFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                change.apply(applyChannelOutcome),
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withFulfilExpressOrder(UnaryOperator<QueueFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                change.apply(fulfilExpressOrder),
                staleOrders);
    }

    public OrderPolicies withStaleOrders(UnaryOperator<StaleOrderPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                fulfilExpressOrder,
                change.apply(staleOrders));
    }
}
