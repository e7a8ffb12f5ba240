package faas.acceptance.conformance;

/** Pages of AWS's documentation. */
final class Pages {

    private static final String LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/";
    private static final String SNS = "https://docs.aws.amazon.com/sns/latest/dg/";

    static final String SQS_ERRORS = LAMBDA + "services-sqs-errorhandling.html";
    static final String SQS_FILTERS = LAMBDA + "with-sqs-filtering.html";
    static final String SQS_SCALING = LAMBDA + "services-sqs-scaling.html";
    static final String BATCHING = LAMBDA + "invocation-eventsourcemapping.html";
    static final String FILTERS = LAMBDA + "invocation-eventfiltering.html";
    static final String STREAMS = LAMBDA + "with-ddb.html";
    static final String STREAM_PARTIAL = LAMBDA + "services-ddb-batchfailurereporting.html";
    static final String STREAM_ERRORS = LAMBDA + "services-dynamodb-errors.html";
    static final String STREAM_EXPIRY =
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html";
    static final String SNS_JSON = SNS + "sns-message-and-json-formats.html";
    static final String SNS_RAW = SNS + "sns-large-payload-raw-message-delivery.html";
    static final String SNS_PUBLISH = "https://docs.aws.amazon.com/sns/latest/api/API_Publish.html";
    static final String SNS_BATCH = "https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html";
    static final String FILTER_CONSTRAINTS = SNS + "subscription-filter-policy-constraints.html";
    static final String STREAM_RECORD =
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html";
    static final String URL_AUTH = LAMBDA + "urls-auth.html";
    static final String VERSIONS = LAMBDA + "configuration-versions.html";
    static final String EXITS = LAMBDA + "troubleshooting-invocation.html";
    static final String QUOTAS = LAMBDA + "gettingstarted-limits.html";
    static final String IDENTITY = "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html";
    static final String SQS_COMPATIBLE =
            "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html";
    static final String GET_FUNCTION = "https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html";
    static final String MAPPINGS = "https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html";
    static final String SNS_ATTRIBUTES = SNS + "sns-message-attributes.html";
    static final String SNS_FUNCTION = LAMBDA + "with-sns.html";
    static final String FILTER_STRINGS = SNS + "string-value-matching.html";
    static final String FILTER_NUMBERS = SNS + "numeric-value-matching.html";
    static final String FILTER_KEYS = SNS + "attribute-key-matching.html";
    static final String FILTER_LOGIC = SNS + "and-or-logic.html";
    static final String FILTER_SCOPE = SNS + "sns-message-filtering-scope.html";
    static final String ASYNC_ERRORS = LAMBDA + "invocation-async-error-handling.html";
    static final String ASYNC_RECORDS = LAMBDA + "invocation-async-retain-records.html";
    static final String FUNCTION_URLS = LAMBDA + "urls-invocation.html";
    static final String URL_ERRORS = LAMBDA + "urls-monitoring.html";
    static final String INVOKE = "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html";
    static final String EXCEPTIONS = LAMBDA + "java-exceptions.html";
    static final String CONTEXT = LAMBDA + "java-context.html";
    static final String ENVIRONMENT = LAMBDA + "configuration-envvars.html";

    private Pages() {}
}
