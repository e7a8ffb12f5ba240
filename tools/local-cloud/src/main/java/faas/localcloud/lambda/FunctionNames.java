package faas.localcloud.lambda;

/**
 * The ways the Lambda API may name a function: {@code name}, {@code name:alias}, {@code account:function:name}, a full
 * ARN, each with or without a qualifier.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax">FunctionName</a>
 */
public final class FunctionNames {
    private static final String MARKER = ":function:";

    private FunctionNames() {}

    /** The name alone. */
    public static String physicalName(String function) {
        String name = withoutPrefix(function);
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    /** The alias or version that a function's name or ARN ends with; {@code $LATEST} where it has none. */
    public static String qualifier(String function) {
        String name = withoutPrefix(function);
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? FunctionSpec.LATEST : name.substring(qualifier + 1);
    }

    /** Whether the name or ARN ends with an alias or version. */
    public static boolean isQualified(String function) {
        return withoutPrefix(function).indexOf(':') >= 0;
    }

    /**
     * What {@code Context.getInvokedFunctionArn} shows: it ends with an alias or version where the invoker named one.
     *
     * @param arn of the function, unqualified
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">Context</a>
     */
    public static String invokedArn(String arn, String function) {
        String name = withoutPrefix(function);
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? arn : arn + name.substring(qualifier);
    }

    /**
     * Whether the account and the region, where the name gives them, are those of the ARN.
     *
     * @param arn of a function, unqualified
     */
    static boolean isOfSameAccount(String function, String arn) {
        int marker = function.indexOf(MARKER);
        if (marker < 0) {
            return true;
        }
        String given = function.substring(0, marker);
        String own = arn.substring(0, arn.indexOf(MARKER));
        return given.equals(own) || given.equals(own.substring(own.lastIndexOf(':') + 1));
    }

    /** The name, and its qualifier if there is one: what stands behind account or ARN. */
    public static String withoutPrefix(String function) {
        int marker = function.indexOf(MARKER);
        return marker < 0 ? function : function.substring(marker + MARKER.length());
    }
}
