package io.orderchannel.simulator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackAddressesTest {
    private static final String ON_LOCALSTACK = "http://abc.lambda-url.eu-west-1.localhost.localstack.cloud:4566/";
    private static final CallbackAddresses AWS = new CallbackAddresses("eu-west-1", Optional.empty());
    private static final CallbackAddresses ENGINE =
            new CallbackAddresses("eu-west-1", Optional.of(URI.create("http://127.0.0.1:4000")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
                "http://169.254.169.254/",
                "https://example.org/",
                "https://abc.lambda-url.us-east-1.on.aws/",
                "https://abc.lambda-url.eu-west-1.on.aws.example.org/",
                "https://abc.lambda-url.eu-west-1.on.aws@example.org/",
                "https://abc.lambda-url.eu-west-1.on.aws:8443/",
                "http://abc.lambda-url.eu-west-1.on.aws/",
                ON_LOCALSTACK,
                "mailto:somebody@example.org",
                "not an address",
            })
    void on_aws_every_other_address_is_refused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AWS.require(address))
                .withMessage("must be a function URL of region eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://abc123.lambda-url.eu-west-1.on.aws/"})
    void function_url_of_the_region_is_called(String address) {
        assertThat(AWS.require(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:41234/", ON_LOCALSTACK})
    void an_engine_calls_its_own_function_urls(String address) {
        assertThat(ENGINE.require(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/", "http://10.0.0.1:41234/"})
    void an_engine_calls_no_other_host(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> ENGINE.require(address));
    }
}
