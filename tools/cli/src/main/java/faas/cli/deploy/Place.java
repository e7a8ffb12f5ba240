package faas.cli.deploy;

import faas.cli.engine.EngineConnection;
import faas.cli.http.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Where stacks are deployed to. */
public sealed interface Place {

    /** What the CDK command line reads beside the user's own variables. */
    Map<String, String> environment();

    /** As reports call it. */
    String label();

    /** Whether the REPORT line of an invocation that timed out says so. */
    boolean reportsTimeouts();

    /**
     * Where what was deployed here is, and as whom to call it.
     *
     * @param outputs the stacks' outputs by key
     */
    EngineConnection connection(Map<String, String> outputs);

    /**
     * Sees to it that what a deployment needs is here: CDK's own stack, and on AWS what the stage takes of the account.
     *
     * @param assembly the stage to deploy
     * @param root the project's root
     * @throws DeploymentException if the caller is unknown here, or has to do something first; nothing has changed then
     */
    void prepare(CdkCli cdk, Path assembly, Path root) throws IOException, InterruptedException, DeploymentException;

    /** The account and region of the user's own credentials. */
    record Aws(String region) implements Place {

        /** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
        private static final String BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version";

        /**
         * That of the user.
         *
         * @throws DeploymentException if neither variable nor profile names a region, or there are no credentials
         */
        public static Aws ofUser() throws DeploymentException {
            String region;
            try {
                region = DefaultAwsRegionProviderChain.builder()
                        .build()
                        .getRegion()
                        .id();
            } catch (SdkClientException e) {
                throw DeploymentException.refused(
                        "no AWS region is set: set AWS_REGION, or AWS_PROFILE to a profile that has one");
            }
            try (var credentials = DefaultCredentialsProvider.builder().build()) {
                credentials.resolveCredentials();
            } catch (SdkClientException e) {
                throw DeploymentException.refused(
                        "no AWS credentials are found: see that 'aws sts get-caller-identity' works (" + reason(e)
                                + ")");
            }
            return new Aws(region);
        }

        @Override
        public String label() {
            return "aws";
        }

        /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
        @Override
        public boolean reportsTimeouts() {
            return true;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("AWS_REGION", region);
        }

        /** Credentials of a session are read once: they have to be good for as long as the connection is used. */
        @Override
        public EngineConnection connection(Map<String, String> outputs) {
            try (var provider = DefaultCredentialsProvider.builder().build()) {
                var user = provider.resolveCredentials();
                var token = user instanceof AwsSessionCredentials session
                        ? Optional.of(session.sessionToken())
                        : Optional.<String>empty();
                return new EngineConnection(
                        Optional.empty(),
                        new Caller(region, user.accessKeyId(), user.secretAccessKey(), token),
                        outputs,
                        Optional.empty());
            }
        }

        @Override
        public void prepare(CdkCli cdk, Path assembly, Path root)
                throws IOException, InterruptedException, DeploymentException {
            requireBootstrapped();
            new Preflight(connection(Map.of()), assembly, root).require();
        }

        /**
         * Asks for what {@code cdk bootstrap} leaves.
         *
         * @throws DeploymentException if AWS cannot be reached, does not know the user, or there is nothing
         */
        public void requireBootstrapped() throws DeploymentException {
            try (var ssm = SsmClient.builder()
                    .region(Region.of(region))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .build()) {
                ssm.getParameter(get -> get.name(BOOTSTRAP_VERSION));
            } catch (ParameterNotFoundException e) {
                throw DeploymentException.refused(
                        "region " + region
                                + " of this account is not bootstrapped for CDK: run 'npm install && npx cdk bootstrap' in infra-cdk");
            } catch (SdkException e) {
                throw DeploymentException.refused(unreachable(e)
                        .map(cause -> "AWS cannot be reached in region " + region
                                + ": see that the region exists, and that network, proxy and AWS_ENDPOINT_URL are right ("
                                + cause + ")")
                        .orElseGet(() -> "AWS does not take these credentials in region " + region
                                + ": see that 'aws sts get-caller-identity' works (" + reason(e) + ")"));
            }
        }

        /** What the network said, somewhere down the causes. */
        private static Optional<IOException> unreachable(SdkException failure) {
            return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                    .filter(IOException.class::isInstance)
                    .map(IOException.class::cast)
                    .findFirst();
        }

        /** The SDK lists every place where it looked for credentials. */
        private static String reason(SdkException e) {
            return String.valueOf(e.getMessage()).split(" from | \\(", 2)[0];
        }
    }

    /** LocalStack at an endpoint, where everybody may do everything. */
    record LocalStack(URI endpoint) implements Place {

        private static final Caller ANYBODY = new Caller("us-east-1", "test", "test");

        @Override
        public String label() {
            return "localstack";
        }

        @Override
        public boolean reportsTimeouts() {
            return false;
        }

        @Override
        public EngineConnection connection(Map<String, String> outputs) {
            return new EngineConnection(endpoint, ANYBODY, outputs);
        }

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "AWS_ENDPOINT_URL", endpoint.toString(),
                    // The name that S3 would get by the rules, bucket.host, does not resolve.
                    "AWS_ENDPOINT_URL_S3", endpoint.toString(),
                    "AWS_ACCESS_KEY_ID", ANYBODY.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", ANYBODY.secretAccessKey(),
                    "AWS_REGION", ANYBODY.region());
        }

        /** Costs seconds and asks nobody, and changes nothing where it was done. */
        @Override
        public void prepare(CdkCli cdk, Path assembly, Path root)
                throws IOException, InterruptedException, DeploymentException {
            cdk.run("bootstrap", "aws://000000000000/" + ANYBODY.region());
        }
    }
}
