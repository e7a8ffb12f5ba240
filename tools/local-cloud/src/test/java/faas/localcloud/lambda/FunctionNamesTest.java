package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo-F",
                "demo-F:live",
                "000000000000:function:demo-F",
                "000000000000:function:demo-F:live",
                "arn:aws:lambda:us-east-1:000000000000:function:demo-F",
                "arn:aws:lambda:us-east-1:000000000000:function:demo-F:live",
                "arn:aws:lambda:us-east-1:000000000000:function:demo-F:$LATEST"
            })
    void every_way_to_name_a_function_finds_it(String name) {
        assertThat(FunctionNames.physicalName(name)).isEqualTo("demo-F");
    }

    @ParameterizedTest
    @CsvSource({
        "demo-F, true",
        "demo-F:live, true",
        "000000000000:function:demo-F, true",
        "111111111111:function:demo-F, false",
        "arn:aws:lambda:us-east-1:000000000000:function:demo-F:live, true",
        "arn:aws:lambda:us-east-1:111111111111:function:demo-F, false",
        "arn:aws:lambda:eu-west-1:000000000000:function:demo-F, false"
    })
    void an_arn_of_another_account_or_region_is_not_of_this_function(String name, boolean own) {
        assertThat(FunctionNames.isOfSameAccount(name, "arn:aws:lambda:us-east-1:000000000000:function:demo-F"))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "demo-F, arn:F",
        "demo-F:live, arn:F:live",
        "arn:aws:lambda:us-east-1:000000000000:function:demo-F, arn:F",
        "arn:aws:lambda:us-east-1:000000000000:function:demo-F:7, arn:F:7"
    })
    void the_invoked_arn_has_the_qualifier_that_the_invoker_named(String name, String arn) {
        assertThat(FunctionNames.invokedArn("arn:F", name)).isEqualTo(arn);
    }
}
