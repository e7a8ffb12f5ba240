package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table {@code things} with the key {@code pk}, and its index {@code byDay} with the key {@code day}. */
class LeadingKeysTest {
    private static final Map<String, String> KEYS = Map.of("things/", "pk", "things/byDay", "day");

    private final LeadingKeys keys =
            new LeadingKeys((table, index) -> Optional.ofNullable(KEYS.get(table + "/" + index)));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "PutItem; {`Item`: {`sort`: {`S`: `x`}, `pk`: {`S`: `a#1`}}}; a#1",
                "Put; {`Item`: {`pk`: {`N`: `17`}}}; 17",
                "GetItem; {`Key`: {`pk`: {`S`: `a#1`}}}; a#1",
                "UpdateItem; {`Key`: {`sort`: {`S`: `x`}, `pk`: {`S`: `a#1`}}}; a#1",
                "ConditionCheck; {`Key`: {`pk`: {`B`: `YQ==`}}}; YQ==",
                "Query; {`KeyConditionExpression`: `pk = :k AND sort = :s`, `ExpressionAttributeValues`:"
                        + " {`:k`: {`S`: `a#1`}, `:s`: {`S`: `x`}}}; a#1",
                "Query; {`KeyConditionExpression`: `(#s<:s) and (#p=:k)`, `ExpressionAttributeNames`: {`#p`: `pk`,"
                        + " `#s`: `sort`}, `ExpressionAttributeValues`: {`:k`: {`S`: `a#1`}, `:s`: {`S`: `x`}}}; a#1",
                "Query; {`KeyConditionExpression`: `:k = pk AND :s=sort`, `ExpressionAttributeValues`:"
                        + " {`:k`: {`S`: `a#1`}, `:s`: {`S`: `x`}}}; a#1",
                "Query; {`IndexName`: `byDay`, `KeyConditionExpression`: `#d = :d AND pk = :p`,"
                        + " `ExpressionAttributeNames`: {`#d`: `day`}, `ExpressionAttributeValues`:"
                        + " {`:d`: {`S`: `today`}, `:p`: {`S`: `a#1`}}}; today",
                "Query; {`KeyConditions`: {`pk`: {`AttributeValueList`: [{`S`: `a#1`}], `ComparisonOperator`: `EQ`}}};"
                        + " a#1",
            })
    void a_request_about_items_names_their_partition_keys(String operation, String input, String expected) {
        assertThat(keys.of(operation, json("{`TableName`: `things`, " + input.substring(1))))
                .containsExactly(expected);
    }

    @Test
    void a_batch_names_the_key_of_each_item() {
        assertThat(keys.ofBatch("things", json("{`Keys`: [{`pk`: {`S`: `a`}}, {`pk`: {`S`: `b`}}]}")))
                .containsExactly("a", "b");
        assertThat(keys.ofBatch(
                        "things",
                        json("[{`PutRequest`: {`Item`: {`pk`: {`S`: `a`}}}},"
                                + " {`DeleteRequest`: {`Key`: {`pk`: {`S`: `b`}}}}]")))
                .containsExactly("a", "b");
    }

    @Test
    void a_scan_and_a_request_about_the_table_name_none() {
        assertThat(keys.of("Scan", json("{`TableName`: `things`}"))).isEmpty();
        assertThat(keys.of("DescribeTable", json("{`TableName`: `things`}"))).isEmpty();
    }

    @Test
    void a_key_that_cannot_be_told_is_one_that_no_condition_names() {
        List<String> unknown = List.of("");

        assertThat(keys.of("PutItem", json("{`TableName`: `others`, `Item`: {}}")))
                .isEqualTo(unknown);
        assertThat(keys.of("GetItem", json("{`TableName`: `things`, `Key`: {}}")))
                .isEqualTo(unknown);
        assertThat(keys.of("Query", json("{`TableName`: `things`, `KeyConditionExpression`: `pk > :k`}")))
                .isEqualTo(unknown);
        assertThat(keys.of("Query", json("{`TableName`: `things`, `IndexName`: `other`}")))
                .isEqualTo(unknown);
        assertThat(keys.ofBatch("things", json("{`keys`: [{`pk`: {`S`: `a`}}]}")))
                .isEqualTo(unknown);
        assertThat(keys.ofBatch("things", json("[{`putRequest`: {`Item`: {`pk`: {`S`: `a`}}}}]")))
                .isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`X`: `a`, `S`: `b`}",
                "{`S`: `b`, `N`: `1`}",
                "{`SS`: [`a`]}",
                "{`X`: `a`}",
                "{`S`: null}",
                "{`N`: 1}",
                "`a`"
            })
    void a_key_of_two_types_or_of_one_that_no_key_has_is_unknown(String value) {
        assertThat(keys.of("GetItem", json("{`TableName`: `things`, `Key`: {`pk`: " + value + "}}")))
                .containsExactly("");
    }

    @Test
    void a_batch_is_read_as_dynamodb_reads_it() {
        assertThat(keys.ofBatch(
                        "things",
                        json("[{`PutRequest`: {`Key`: {`pk`: {`S`: `x`}}, `Item`: {`pk`: {`S`: `a`}}}},"
                                + " {`DeleteRequest`: {`Key`: {`pk`: {`S`: `b`}}, `Item`: {`pk`: {`S`: `x`}}}}]")))
                .containsExactly("a", "b");
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('`', '"'));
    }
}
