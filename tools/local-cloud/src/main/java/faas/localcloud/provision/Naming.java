package faas.localcloud.provision;

import java.net.URI;

/**
 * Where the engine is and who it is, from which ARNs and URLs follow.
 *
 * @param gateway what queue URLs begin with, {@code http://127.0.0.1:<port>}
 */
public record Naming(URI gateway, String region, String accountId) {
    public String queueArn(String name) {
        return arn("sqs", name);
    }

    public String queueUrl(String name) {
        return gateway + "/" + accountId + "/" + name;
    }

    public String topicArn(String name) {
        return arn("sns", name);
    }

    public String functionArn(String name) {
        return arn("lambda", "function:" + name);
    }

    public String tableArn(String name) {
        return arn("dynamodb", "table/" + name);
    }

    public String secretArn(String name) {
        return arn("secretsmanager", "secret:" + name);
    }

    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
    }
}
