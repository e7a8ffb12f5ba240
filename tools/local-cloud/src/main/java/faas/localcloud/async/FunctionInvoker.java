package faas.localcloud.async;

/** Hands events of an AWS service over to functions. Called from several threads. */
@FunctionalInterface
public interface FunctionInvoker {
    /**
     * Hands one event over.
     *
     * @param sourceArn on whose behalf: a topic, a rule
     * @param functionArn as it was subscribed or targeted
     * @return false if the function, or its resource policy, does not take it: then a repeat is refused too
     */
    boolean invoke(String sourceArn, String functionArn, String event);
}
