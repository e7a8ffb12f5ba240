package faas.localcloud.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.Intrinsics.UnresolvedException;
import faas.localcloud.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
    private final Intrinsics intrinsics = new Intrinsics(new FixedScope());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    "text"                                                              | "text"
                    {"Ref": "Queue"}                                                    | "ref-of-Queue"
                    {"Fn::GetAtt": ["Queue", "Arn"]}                                    | "Arn-of-Queue"
                    {"Fn::GetAtt": "Queue.Arn"}                                         | "Arn-of-Queue"
                    {"Fn::ImportValue": "Topic"}                                        | "export-Topic"
                    {"Fn::Join": [":", ["a", {"Ref": "Queue"}, 3]]}                     | "a:ref-of-Queue:3"
                    {"Fn::Sub": "${Queue}/${Queue.Arn}/${!Literal}"}                    | "ref-of-Queue/Arn-of-Queue/${Literal}"
                    {"Fn::Sub": ["${x}-${Queue}", {"x": {"Ref": "Topic"}}]}             | "ref-of-Topic-ref-of-Queue"
                    {"Fn::Select": ["1", {"Fn::Split": ["-", {"Ref": "Queue"}]}]}       | "of"
                    {"Fn::Base64": "abc"}                                               | "YWJj"
                    {"Fn::If": ["Always", "yes", "no"]}                                 | "yes"
                    {"Fn::If": ["Never", "yes", "no"]}                                  | "no"
                    {"Fn::FindInMap": ["map", "top", "second"]}                         | "map-top-second"
                    {"a": [1, {"Ref": "AWS::NoValue"}, 2], "b": {"Ref": "AWS::NoValue"}} | {"a": [1, 2]}
                    {"Ref": "Queue", "Other": 1}                                        | {"Ref": "Queue", "Other": 1}
                    """)
    void functions_have_the_values_that_cloudformation_gives_them(String expression, String value) {
        assertThat(intrinsics.resolve(Json.parse(expression))).isEqualTo(Json.parse(value));
    }

    @Test
    void a_function_that_is_not_known_is_named() {
        assertThatThrownBy(() -> intrinsics.resolve(Json.parse("{\"Fn::Cidr\": []}")))
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining("Fn::Cidr");
    }

    @Test
    void what_is_known_only_after_creation_cannot_be_split() {
        JsonNode split = Json.parse("{\"Fn::Split\": [\"/\", \"" + LateValues.placeholder("url", "f") + "\"]}");

        assertThatThrownBy(() -> intrinsics.resolve(split)).isInstanceOf(UnresolvedException.class);
    }

    @Test
    void selecting_what_is_not_in_the_list_tells_its_size() {
        assertThatThrownBy(() -> intrinsics.resolve(Json.parse("{\"Fn::Select\": [2, [\"a\", \"b\"]]}")))
                .hasMessageContaining("element 2 of 2");
    }

    /** Answers every reference with a text that tells what was asked. */
    private static final class FixedScope implements Intrinsics.Scope {
        @Override
        public JsonNode ref(String name) {
            return Json.string("ref-of-" + name);
        }

        @Override
        public JsonNode attribute(String logicalId, String attribute) {
            return Json.string(attribute + "-of-" + logicalId);
        }

        @Override
        public JsonNode export(String name) {
            return Json.string("export-" + name);
        }

        @Override
        public JsonNode condition(String name) {
            return Json.parse(
                    name.equals("Always")
                            ? "{\"Fn::Or\": [{\"Condition\": \"Never\"}, {\"Fn::Equals\": [\"a\", \"a\"]}]}"
                            : "{\"Fn::And\": [{\"Fn::Not\": [{\"Fn::Equals\": [\"a\", \"a\"]}]}, {\"Fn::Equals\": [1, 1]}]}");
        }

        @Override
        public JsonNode mapping(String map, String topLevelKey, String secondLevelKey) {
            return Json.string(map + "-" + topLevelKey + "-" + secondLevelKey);
        }
    }
}
