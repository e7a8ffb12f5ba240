package faas.localcloud.lambda;

import java.util.List;

/**
 * Events for training runs, by trigger: of the right form, so that the runtime's decoding is trained, and about nothing
 * that a function knows.
 */
final class TrainingEvents {
    private static final String HTTP = """
            {"version":"2.0","routeKey":"$default","rawPath":"%s","rawQueryString":"",
             "headers":{"content-type":"application/json","idempotency-key":"training","host":"127.0.0.1"},
             "requestContext":{"accountId":"000000000000","apiId":"training","domainName":"127.0.0.1",
               "domainPrefix":"training","authorizer":{"iam":{"accessKey":"training","accountId":"000000000000",
               "callerId":"training","userArn":"arn:aws:iam::000000000000:user/training","userId":"training"}},
               "http":{"method":"%s","path":"%s","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"training"},
               "requestId":"training","routeKey":"$default","stage":"$default",
               "time":"01/Jan/2026:00:00:00 +0000","timeEpoch":1767225600000},
             "body":"{}","isBase64Encoded":false}""";

    private static final String SQS = """
            {"Records":[{"messageId":"00000000-0000-0000-0000-000000000000","receiptHandle":"training","body":"{}",
             "attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1767225600000","SenderId":"training",
               "ApproximateFirstReceiveTimestamp":"1767225600000"},
             "messageAttributes":{"training":{"stringValue":"training","stringListValues":[],"binaryListValues":[],
               "dataType":"String"}},
             "md5OfBody":"99914b932bd37a50b983c5e7c90ae93b","eventSource":"aws:sqs",
             "eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:training","awsRegion":"us-east-1"}]}""";

    private static final String STREAM = """
            {"Records":[{"eventID":"training","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb",
             "awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":1.7672256E9,
               "Keys":{"training":{"S":"1"}},"NewImage":{"training":{"S":"1"},"n":{"N":"1"}},
               "SequenceNumber":"1","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},
             "eventSourceARN":"arn:aws:dynamodb:us-east-1:000000000000:table/training/stream/1"}]}""";

    private static final String SNS = """
            {"Records":[{"EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:us-east-1:000000000000:training:1",
             "EventSource":"aws:sns","Sns":{"SignatureVersion":"1","Timestamp":"2026-01-01T00:00:00.000Z","Signature":"",
               "SigningCertUrl":"","MessageId":"00000000-0000-0000-0000-000000000000","Message":"{}",
               "MessageAttributes":{"training":{"Type":"String","Value":"training"}},"Type":"Notification",
               "UnsubscribeUrl":"","TopicArn":"arn:aws:sns:us-east-1:000000000000:training","Subject":null}}]}""";

    private static final String SCHEDULE = """
            {"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"Scheduled Event","source":"aws.events",
             "account":"000000000000","time":"2026-01-01T00:00:00Z","region":"us-east-1",
             "resources":["arn:aws:events:us-east-1:000000000000:rule/training"],"detail":{}}""";

    private TrainingEvents() {}

    static List<String> of(Trigger trigger) {
        return switch (trigger) {
            case HTTP -> List.of(HTTP.formatted("/training", "GET", "/training"), HTTP.formatted("/", "POST", "/"));
            case SQS -> List.of(SQS);
            case STREAM -> List.of(STREAM);
            case SNS -> List.of(SNS);
            case SCHEDULE -> List.of(SCHEDULE);
            case ASYNC, INVOKE -> List.of("{}");
        };
    }
}
