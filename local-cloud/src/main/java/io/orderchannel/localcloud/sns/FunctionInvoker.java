package io.orderchannel.localcloud.sns;

/** Hands notifications over to functions, as asynchronous invocations. Called from several threads. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * Hands one event over.
     *
     * @param topicArn on whose behalf
     * @param functionArn as it was subscribed
     * @return false if the function, or its resource policy, does not take it: then a repeat is refused too
     */
    boolean invoke(String topicArn, String functionArn, String event);
}
