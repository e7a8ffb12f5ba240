package io.orderchannel.localcloud.lambda;

/**
 * The ways the Lambda API may name a function: {@code name}, {@code name:alias}, {@code account:function:name}, a full ARN,
 * each with or without a qualifier.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax">FunctionName</a>
 */
final class FunctionNames {
    private static final String MARKER = ":function:";

    private FunctionNames() {}

    static String physicalName(String function) {
        int marker = function.indexOf(MARKER);
        String name = marker < 0 ? function : function.substring(marker + MARKER.length());
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }
}
