package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class EventDocumentsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:000000000000:q";
    private static final String STREAM = "arn:aws:dynamodb:eu-west-1:000000000000:table/t/stream/1";

    @Test
    void a_message_stands_in_the_event_as_aws_documents_it() throws Exception {
        Message message = Message.builder()
                .messageId("id")
                .receiptHandle("handle")
                .body("text")
                .md5OfBody("md5")
                .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "3"))
                .messageAttributes(Map.of(
                        "type",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("order")
                                .build()))
                .build();

        JsonNode json =
                JSON.readTree(SqsRecord.of(message, QUEUE, Instant.EPOCH).json());

        assertThat(json).isEqualTo(JSON.readTree("""
                        {"messageId": "id", "receiptHandle": "handle", "body": "text",
                         "attributes": {"ApproximateReceiveCount": "3"},
                         "messageAttributes": {"type": {"stringValue": "order", "stringListValues": [],
                                                        "binaryListValues": [], "dataType": "String"}},
                         "md5OfBody": "md5", "eventSource": "aws:sqs", "eventSourceARN": "%s",
                         "awsRegion": "eu-west-1"}""".formatted(QUEUE)));
    }

    @Test
    void a_stream_record_stands_in_the_event_as_aws_documents_it() throws Exception {
        Record record = Record.builder()
                .eventID("e1")
                .eventName(OperationType.MODIFY)
                .eventVersion("1.1")
                .dynamodb(StreamRecord.builder()
                        .approximateCreationDateTime(Instant.ofEpochSecond(1_479_499_741))
                        .keys(Map.of("id", AttributeValue.fromS("a")))
                        .newImage(Map.of(
                                "b", AttributeValue.fromBool(true),
                                "bin", AttributeValue.fromB(SdkBytes.fromUtf8String("x")),
                                "l", AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
                                "m", AttributeValue.fromM(Map.of("n", AttributeValue.fromNul(true))),
                                "ss", AttributeValue.fromSs(List.of("p", "q"))))
                        .sequenceNumber("111")
                        .sizeBytes(26L)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build())
                .userIdentity(identity -> identity.type("Service").principalId("dynamodb.amazonaws.com"))
                .build();

        StreamItem item = StreamItem.of(record, STREAM, "eu-west-1", Instant.ofEpochSecond(1_479_499_799));

        assertThat(JSON.readTree(item.json())).isEqualTo(JSON.readTree("""
                        {"eventID": "e1", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
                         "awsRegion": "eu-west-1",
                         "dynamodb": {"ApproximateCreationDateTime": 1.479499741E9, "Keys": {"id": {"S": "a"}},
                           "NewImage": {"b": {"BOOL": true}, "bin": {"B": "eA=="}, "l": {"L": [{"N": "1"}]},
                                        "m": {"M": {"n": {"NULL": true}}}, "ss": {"SS": ["p", "q"]}},
                           "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES"},
                         "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
                         "eventSourceARN": "%s"}""".formatted(STREAM)));
    }

    /** DynamoDB Local cuts the time to the minute; the record is younger than that seems. */
    @Test
    void the_creation_time_is_the_latest_that_its_minute_and_the_read_allow() {
        Instant minute = Instant.parse("2026-03-01T09:30:00Z");

        assertThat(created(minute, minute.plusMillis(59_700))).isEqualTo(minute.plusSeconds(59));
        assertThat(created(minute, minute.plusMillis(12_345))).isEqualTo(minute.plusSeconds(12));
        assertThat(created(minute, minute.plusSeconds(600))).isEqualTo(minute.plusSeconds(59));
        assertThat(created(minute.plusSeconds(7), minute.plusSeconds(600))).isEqualTo(minute.plusSeconds(7));
    }

    private static Instant created(Instant told, Instant read) {
        Record record = Record.builder()
                .dynamodb(StreamRecord.builder()
                        .approximateCreationDateTime(told)
                        .keys(Map.of())
                        .sequenceNumber("1")
                        .sizeBytes(1L)
                        .build())
                .build();
        return StreamItem.of(record, STREAM, "eu-west-1", read).created();
    }
}
