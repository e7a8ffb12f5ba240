package faas.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import faas.events.parcel.ParcelEventFormat;
import faas.events.parcel.ParcelSent;
import faas.json.FieldError;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the envelope does, whatever the context. */
class EventCodecTest {
    private static final EventContext CONTEXT =
            new EventContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "corr-1", "request-1");
    private static final CloudEvent SENT = CloudEvent.of(
            new ParcelSent.V2("p-1", 3, "abroad-1", 2_500), Instant.parse("2026-03-01T09:30:01Z"), CONTEXT);

    private final EventCodec codec = new EventCodec(new ParcelEventFormat());
    private final String sent = codec.encode(SENT);

    @Test
    void an_event_round_trips() {
        assertThat(codec.decode(sent)).isEqualTo(SENT);
    }

    @Test
    void the_envelope_follows_from_the_data() {
        assertThat(sent)
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"p-1#3\",\"source\":\"/parcel\",\"type\":\"parcel.sent.v2\","
                                + "\"subject\":\"p-1\",\"time\":\"2026-03-01T09:30:01Z\",\"datacontenttype\":\"application/json\","
                                + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\","
                                + "\"correlationid\":\"corr-1\",\"causationid\":\"request-1\",\"data\":{\"parcelId\":\"p-1\","
                                + "\"version\":3,\"recipient\":\"abroad-1\",\"grams\":2500}}");
    }

    @Test
    void a_codec_reads_the_events_of_all_its_formats() {
        EventCodec both = new EventCodec(new OtherFormat(), new ParcelEventFormat());

        assertThat(both.decode(sent)).isEqualTo(SENT);
        assertThat(both.decode(sent.replace("parcel.sent.v2", "other.happened.v1"))
                        .data())
                .isEqualTo(new OtherHappened());
    }

    @Test
    void an_event_of_another_format_is_of_an_unknown_type() {
        assertThatExceptionOfType(NotTakenException.class)
                .isThrownBy(() -> new EventCodec(new OtherFormat()).decode(sent))
                .satisfies(notTaken -> assertThat(notTaken).hasMessage("parcel.sent.v2"));
    }

    @Test
    void a_version_that_the_format_does_not_have_is_an_unknown_version() {
        assertThat(errors(new EventCodec(ParcelEventFormat.beforeV2()), sent))
                .containsExactly(
                        new FieldError("#/type", "is an unknown version of parcel.sent, known is parcel.sent.v1"));
    }

    @Test
    void an_event_of_another_format_cannot_be_written() {
        assertThatThrownBy(() -> new EventCodec(new OtherFormat()).encode(SENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no format of this codec has the type parcel.sent.v2");
    }

    @Test
    void an_older_version_has_the_envelope_of_the_event() {
        assertThat(codec.olderVersions(SENT))
                .containsExactly(new CloudEvent(
                        SENT.id(),
                        SENT.source(),
                        SENT.subject(),
                        SENT.time(),
                        CONTEXT,
                        new ParcelSent.V1("p-1", 3, "abroad-1", ParcelSent.Size.LARGE)));
    }

    @Test
    void an_event_without_a_conversion_has_no_older_version() {
        CloudEvent first = codec.olderVersions(SENT).getFirst();

        assertThat(codec.olderVersions(first)).isEmpty();
        assertThat(new EventCodec(ParcelEventFormat.withoutConversion()).olderVersions(SENT))
                .isEmpty();
    }

    @Test
    void an_older_version_is_of_the_same_type() {
        CloudEvent other = CloudEvent.of(new OtherHappened(), Instant.EPOCH, CONTEXT);

        assertThatThrownBy(() -> new EventCodec(new OtherFormat()).olderVersions(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parcel.sent.v1 is no version of other.happened");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "poison", "[]", "null", "{", "{\"specversion\":\"1.0\""})
    void text_that_is_no_json_object_is_named_bad_json(String text) {
        assertThat(errors(codec, text))
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("#"));
    }

    @Test
    void a_wrong_field_is_named() {
        assertThatThrownBy(() -> codec.decode(sent.replace("2500", "\"SECRET\"")))
                .hasMessage("event: #/data/grams must be a whole number, is a string");
    }

    private static List<FieldError> errors(EventCodec codec, String text) {
        UnreadableJsonException failure = catchThrowableOfType(UnreadableJsonException.class, () -> codec.decode(text));
        assertThat(failure).as("decode of '%s'", text).isNotNull();
        return failure.errors();
    }

    /** The event of a second context. */
    private record OtherHappened() implements EventData {
        private enum Type implements EventType {
            HAPPENED;

            @Override
            public String wireName() {
                return "other.happened.v1";
            }

            @Override
            public String source() {
                return "/other";
            }
        }

        @Override
        public EventType type() {
            return Type.HAPPENED;
        }

        @Override
        public String aggregateId() {
            return "other";
        }

        @Override
        public long version() {
            return 1;
        }

        @Override
        public String subject() {
            return "other";
        }
    }

    /** A format that converts to a type of somebody else, which is a mistake. */
    private static final class OtherFormat implements EventFormat {
        @Override
        public List<? extends EventType> types() {
            return List.of(OtherHappened.Type.HAPPENED);
        }

        @Override
        public JsonObject write(EventData data) {
            return new JsonObject();
        }

        @Override
        public EventData read(EventType type, JsonReader in) {
            return new OtherHappened();
        }

        @Override
        public List<EventData> olderVersions(EventData data) {
            return List.of(new ParcelSent.V1("p-1", 1, "r-1", ParcelSent.Size.SMALL));
        }
    }
}
