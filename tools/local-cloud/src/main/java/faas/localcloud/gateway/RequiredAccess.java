package faas.localcloud.gateway;

/**
 * What a request needs to be allowed.
 *
 * @param action as {@code sqs:SendMessage}
 * @param resource an ARN, or {@code *} for an action that has no resource level
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">Actions, resources
 *     and condition keys</a>
 */
record RequiredAccess(String action, String resource) {}
