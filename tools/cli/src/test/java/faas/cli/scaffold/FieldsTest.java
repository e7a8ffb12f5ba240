package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.UserErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

    private static final String STARTER = """
            record Kept(
                    String id,
                    String someText,
                    Money someMoney,
                    boolean someFlag) {}
            new JsonObject()
              .put("someText", kept.someText())
              .put("someMoney", kept.someMoney().toJson())
              .put("someFlag", kept.someFlag());
            "properties": {
              "someText": { "type": "string" },
              "someMoney": {
                "type": "object"
              },
              "someFlag": { "type": "boolean" }
            }
            """;

    @Test
    void fields_stand_in_their_order_where_the_starter_s_stand() throws UserErrorException {
        assertThat(Fields.of("last:flag,total:money,net:money", "keptId").apply(STARTER))
                .isEqualTo("""
                record Kept(
                        String id,
                        boolean last,
                        Money total,
                        Money net) {}
                new JsonObject()
                  .put("last", kept.last())
                  .put("total", kept.total().toJson())
                  .put("net", kept.net().toJson());
                "properties": {
                  "last": { "type": "boolean" },
                  "total": {
                    "type": "object"
                  },
                  "net": {
                    "type": "object"
                  }
                }
                """);
    }

    @Test
    void the_id_has_the_name_that_it_is_given() throws UserErrorException {
        assertThat(Fields.of("total:money", "keptId").id()).isEqualTo("keptId");
        assertThat(Fields.of("total:money,number:id", "keptId").id()).isEqualTo("number");
        assertThat(Fields.of("total:money", "keptId").hasMoney()).isTrue();
        assertThat(Fields.of("a:string,b:number,c:time,d:flag", "keptId").hasMoney())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    total               | total | expected NAME:KIND, a kind of id, flag, money, number, string, time
                    total:euro          | total:euro | expected NAME:KIND, a kind of id, flag, money, number, string, time
                    Total:money         | Total:money | expected NAME:KIND, a kind of id, flag, money, number, string, time
                    a:flag,,b:flag      | '' | expected NAME:KIND, a kind of id, flag, money, number, string, time
                    class:flag          | class:flag | the name is taken, or a word of Java
                    version:number      | version:number | the name is taken, or a word of Java
                    a:flag,a:time       | a:time | the name is taken, or a word of Java
                    a:id                | a:id | expected one field at least beside one id
                    a:id,b:id,c:flag    | a:id,b:id,c:flag | expected one field at least beside one id
                    keptId:flag         | keptId:flag | the name is that of the id
                    """)
    void fields_that_cannot_be_are_refused(String fields, String field, String why) {
        assertThatThrownBy(() -> Fields.of(fields, "keptId"))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("--fields " + field + ": " + why);
    }
}
