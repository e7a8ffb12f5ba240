package faas.localcloud;

import faas.localcloud.lambda.LambdaOptions;
import java.nio.file.Path;

/**
 * What is chosen when the engine starts.
 *
 * @param port of the gateway, 0 for any that is free
 */
public record LocalCloudOptions(int port, LambdaOptions lambda) {
    /** Any free port, everything else as it is by default; logs and temporary files go to the directory. */
    public static LocalCloudOptions in(Path workDirectory) {
        return new LocalCloudOptions(0, LambdaOptions.in(workDirectory));
    }

    public LocalCloudOptions withPort(int chosen) {
        return new LocalCloudOptions(chosen, lambda);
    }

    public LocalCloudOptions withLambda(LambdaOptions chosen) {
        return new LocalCloudOptions(port, chosen);
    }
}
