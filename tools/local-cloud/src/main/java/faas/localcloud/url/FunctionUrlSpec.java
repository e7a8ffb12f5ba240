package faas.localcloud.url;

/**
 * One function URL as its template declares it.
 *
 * @param functionName name, qualified name or ARN, as the template has it
 */
public record FunctionUrlSpec(String functionName, AuthType authType) {
    public enum AuthType {
        AWS_IAM,
        NONE
    }
}
