package faas.acceptance.conformance;

import static faas.acceptance.conformance.Behaviour.Area.ASYNCHRONOUS;
import static faas.acceptance.conformance.Behaviour.Area.CLIENT;
import static faas.acceptance.conformance.Behaviour.Area.FILTER_POLICY;
import static faas.acceptance.conformance.Behaviour.Area.INVOKE;
import static faas.acceptance.conformance.Behaviour.Area.QUEUE;
import static faas.acceptance.conformance.Behaviour.Area.STREAM;
import static faas.acceptance.conformance.Behaviour.Area.TOPIC;
import static faas.acceptance.conformance.Behaviour.Area.URL;

/**
 * What is looked at, what AWS does, and the page that says so. What is seen on an engine is a short text, the same as
 * {@link #onAws} where the engine does what AWS does. docs/conformance.md shows this list; a test holds the two
 * together.
 */
public enum Behaviour {
    QUEUE_ITEM_FAILURE(QUEUE, "a response with the id of one message", "that one again", Pages.SQS_ERRORS),
    QUEUE_DUPLICATE_ID(QUEUE, "a response with one id twice", "that one again", Pages.SQS_ERRORS),
    QUEUE_EMPTY_LIST(QUEUE, "a response with an empty list", "all done", Pages.SQS_ERRORS),
    QUEUE_NULL_LIST(QUEUE, "a response whose list is null", "all done", Pages.SQS_ERRORS),
    QUEUE_EMPTY_RESPONSE(QUEUE, "an empty response, `{}`", "all done", Pages.SQS_ERRORS),
    QUEUE_NULL_RESPONSE(QUEUE, "a null response", "all done", Pages.SQS_ERRORS),
    QUEUE_UNKNOWN_ID(QUEUE, "a response with an id that is not in the batch", "all again", Pages.SQS_ERRORS),
    QUEUE_NULL_ID(QUEUE, "a response with a null id", "all again", Pages.SQS_ERRORS),
    QUEUE_EMPTY_ID(QUEUE, "a response with an empty id", "all again", Pages.SQS_ERRORS),
    QUEUE_WRONG_KEY(QUEUE, "a response whose id has another key", "all again", Pages.SQS_ERRORS),
    QUEUE_NOT_JSON(QUEUE, "a response that is not JSON", "all again", Pages.SQS_ERRORS),
    QUEUE_EXCEPTION(QUEUE, "an exception", "all again", Pages.SQS_ERRORS),
    QUEUE_TIME_OUT(QUEUE, "a time-out", "all again", Pages.SQS_ERRORS),
    QUEUE_VISIBILITY(QUEUE, "when a failed batch comes again", "after the visibility timeout", Pages.SQS_ERRORS),
    QUEUE_NOT_ASKED(
            QUEUE, "the id of a message where `ReportBatchItemFailures` is not set", "all done", Pages.SQS_ERRORS),
    QUEUE_FILTERED(QUEUE, "a message that no filter matches", "deleted, not delivered", Pages.SQS_FILTERS),
    QUEUE_FILTERED_TEXT(
            QUEUE,
            "a message that is no JSON where the filter is of JSON",
            "deleted, not delivered",
            Pages.SQS_FILTERS),
    QUEUE_FILTERED_ABSENT(
            QUEUE,
            "a message that is no JSON where the filter wants a field of the body to be absent",
            "deleted, not delivered",
            Pages.SQS_FILTERS),
    QUEUE_WINDOW_TIME(QUEUE, "a batch that does not fill", "2 when the window is over", Pages.BATCHING),
    QUEUE_WINDOW_SIZE(QUEUE, "a batch that has its size", "10 before the window is over", Pages.BATCHING),
    QUEUE_WINDOW_BYTES(
            QUEUE, "messages of more than 6 MB together", "6 MB at most, before the window is over", Pages.BATCHING),
    QUEUE_MAXIMUM_CONCURRENCY(QUEUE, "six messages with a maximum concurrency of 2", "2 at a time", Pages.SQS_SCALING),

    STREAM_RECORD(STREAM, "the event of a new item", "INSERT aws:dynamodb NEW_AND_OLD_IMAGES, NewImage", Pages.STREAMS),
    STREAM_ITEM_FAILURE(
            STREAM, "a response with one sequence number", "that record and later ones again", Pages.STREAM_PARTIAL),
    STREAM_RETRIES(STREAM, "an exception, and one retry", "the whole batch 2 times", Pages.STREAM_ERRORS),
    STREAM_ORDER(STREAM, "what is written while a batch is retried", "waits for it", Pages.STREAM_ERRORS),
    STREAM_DISCARDED(
            STREAM,
            "what the on-failure destination is told",
            "RetryAttemptsExhausted, invoked 2 times, with a request id, Unhandled, batch of 2",
            Pages.STREAM_ERRORS),
    STREAM_DISCARDED_ITEM(
            STREAM,
            "what it is told of a record that the response named",
            "RetryAttemptsExhausted, with a request id, no error, batch of 1",
            Pages.STREAM_ERRORS),
    STREAM_TIME(STREAM, "when a record says that it was made", "not before its item was written", Pages.STREAM_RECORD),
    STREAM_BISECT(
            STREAM,
            "a record of four that fails always, with bisect and two retries",
            "batches of 4, 2, 1, 1, 1",
            Pages.STREAM_ERRORS),
    STREAM_FILTERED(STREAM, "a record that no filter matches", "not delivered", Pages.FILTERS),
    STREAM_EXPIRED(STREAM, "who removed an item that expired", "Service dynamodb.amazonaws.com", Pages.STREAM_EXPIRY),

    TOPIC_ENVELOPE(
            TOPIC,
            "the notification that a queue gets",
            "Message, MessageAttributes, MessageId, Signature, SignatureVersion, SigningCertURL, Subject, Timestamp,"
                    + " TopicArn, Type, UnsubscribeURL",
            Pages.SNS_JSON),
    TOPIC_ATTRIBUTES(
            TOPIC, "attributes in a notification", "bytes Binary AQI=, count Number 5, text String a", Pages.SNS_JSON),
    TOPIC_RAW(TOPIC, "raw delivery: the body", "as published", Pages.SNS_RAW),
    TOPIC_RAW_ATTRIBUTES(
            TOPIC, "raw delivery: attributes", "bytes Binary AQI=, count Number 5, text String a", Pages.SNS_RAW),
    TOPIC_BODIES(TOPIC, "a body for queues and one for all, at a queue", "for queues", Pages.SNS_PUBLISH),
    TOPIC_BODY_FOR_ALL(TOPIC, "a body for queues that is no string", "for all", Pages.SNS_PUBLISH),
    TOPIC_NO_BODY_FOR_ALL(TOPIC, "a body for queues alone", "400 InvalidParameter", Pages.SNS_PUBLISH),
    TOPIC_GROUP(TOPIC, "`MessageGroupId` on a standard topic", "the queue's message has it", Pages.SNS_PUBLISH),
    TOPIC_DEDUPLICATION(
            TOPIC, "`MessageDeduplicationId` on a standard topic", "400 InvalidParameter", Pages.SNS_PUBLISH),
    TOPIC_SUBJECT(TOPIC, "a subject of two lines", "400 InvalidParameter", Pages.SNS_PUBLISH),
    TOPIC_ATTRIBUTE_NAME(
            TOPIC, "an attribute whose name ends with a period", "400 ParameterValueInvalid", Pages.SNS_ATTRIBUTES),
    TOPIC_ATTRIBUTE_TYPE(TOPIC, "an attribute of type `Text`", "400 ParameterValueInvalid", Pages.SNS_ATTRIBUTES),
    TOPIC_ATTRIBUTE_VALUE(TOPIC, "an attribute with an empty value", "400 ParameterValueInvalid", Pages.SNS_ATTRIBUTES),
    TOPIC_ATTRIBUTE_NUMBER(
            TOPIC, "an attribute of type Number that is none", "400 ParameterValueInvalid", Pages.SNS_ATTRIBUTES),
    TOPIC_BATCH_ID(TOPIC, "a batch with an id of two words", "400 InvalidBatchEntryId", Pages.SNS_BATCH),
    TOPIC_POLICY_KEYS(TOPIC, "a filter policy of six keys", "400 InvalidParameter", Pages.FILTER_CONSTRAINTS),
    TOPIC_POLICY_NESTED(
            TOPIC, "a nested filter policy about attributes", "400 InvalidParameter", Pages.FILTER_CONSTRAINTS),
    TOPIC_POLICY_COMBINATIONS(
            TOPIC, "a filter policy of 151 combinations", "400 InvalidParameter", Pages.FILTER_CONSTRAINTS),
    TOPIC_FUNCTION(
            TOPIC,
            "the event that a function gets",
            "aws:sns, 1 record, Message, MessageAttributes, MessageId, Signature, SignatureVersion, SigningCertUrl,"
                    + " Subject, Timestamp, TopicArn, Type, UnsubscribeUrl",
            Pages.SNS_FUNCTION),
    TOPIC_FUNCTION_FAILS(TOPIC, "a function that fails", "3 attempts, one request id", Pages.SNS_FUNCTION),

    FILTER_EXACT(FILTER_POLICY, "`{\"s\": [\"red\", \"blue\"]}`", "blue, red", Pages.FILTER_STRINGS),
    FILTER_ANYTHING_BUT(
            FILTER_POLICY,
            "`{\"s\": [{\"anything-but\": [\"red\"]}]}`",
            "10.0.0.7, blue, reddish, text 5",
            Pages.FILTER_STRINGS),
    FILTER_ANYTHING_BUT_PREFIX(
            FILTER_POLICY,
            "`{\"s\": [{\"anything-but\": {\"prefix\": \"red\"}}]}`",
            "10.0.0.7, blue, text 5",
            Pages.FILTER_STRINGS),
    FILTER_PREFIX(FILTER_POLICY, "`{\"s\": [{\"prefix\": \"red\"}]}`", "red, reddish", Pages.FILTER_STRINGS),
    FILTER_SUFFIX(FILTER_POLICY, "`{\"s\": [{\"suffix\": \"ish\"}]}`", "reddish", Pages.FILTER_STRINGS),
    FILTER_IGNORE_CASE(FILTER_POLICY, "`{\"s\": [{\"equals-ignore-case\": \"BLUE\"}]}`", "blue", Pages.FILTER_STRINGS),
    FILTER_ADDRESS(FILTER_POLICY, "`{\"s\": [{\"cidr\": \"10.0.0.0/24\"}]}`", "10.0.0.7", Pages.FILTER_STRINGS),
    FILTER_ARRAY(
            FILTER_POLICY,
            "`{\"a\": [\"x\"]}`, an attribute of type String.Array",
            "[\"x\",\"y\"]",
            Pages.SNS_ATTRIBUTES),
    FILTER_NUMBER(FILTER_POLICY, "`{\"n\": [{\"numeric\": [\"=\", 5]}]}`", "5", Pages.FILTER_NUMBERS),
    FILTER_RANGE(FILTER_POLICY, "`{\"n\": [{\"numeric\": [\">\", 5, \"<=\", 9.5]}]}`", "9.5", Pages.FILTER_NUMBERS),
    FILTER_NUMBER_AS_TEXT(
            FILTER_POLICY,
            "`{\"s\": [{\"numeric\": [\"=\", 5]}]}`, an attribute of type String",
            "none",
            Pages.FILTER_NUMBERS),
    FILTER_EXISTS(FILTER_POLICY, "`{\"n\": [{\"exists\": true}]}`", "5, 9.5", Pages.FILTER_KEYS),
    FILTER_ABSENT(
            FILTER_POLICY, "`{\"s\": [{\"exists\": false}]}`", "5, 9.5, [\"x\",\"y\"], [\"z\"]", Pages.FILTER_KEYS),
    FILTER_AND(FILTER_POLICY, "`{\"s\": [\"red\"], \"n\": [{\"numeric\": [\"=\", 5]}]}`", "none", Pages.FILTER_LOGIC),
    FILTER_OR(
            FILTER_POLICY,
            "`{\"$or\": [{\"s\": [\"red\"]}, {\"n\": [{\"numeric\": [\"=\", 5]}]}]}`",
            "5, red",
            Pages.FILTER_LOGIC),
    FILTER_BODY(FILTER_POLICY, "`{\"order\": {\"channel\": [\"red\"]}}` of the body", "red", Pages.FILTER_SCOPE),

    ASYNC_ACCEPTED(ASYNCHRONOUS, "what the caller gets", "202, nothing", Pages.INVOKE),
    ASYNC_RETRIES(ASYNCHRONOUS, "an event whose function fails", "3 attempts, one request id", Pages.ASYNC_ERRORS),
    ASYNC_RECOVERS(
            ASYNCHRONOUS, "an event whose function fails once", "2 attempts, one request id", Pages.ASYNC_ERRORS),
    ASYNC_FAILURE(
            ASYNCHRONOUS,
            "what the on-failure destination is told",
            "RetriesExhausted, invoked 3 times, 200, Unhandled, $LATEST, the event, asked to fail",
            Pages.ASYNC_RECORDS),
    ASYNC_SUCCESS(
            ASYNCHRONOUS,
            "what the on-success destination is told",
            "Success, invoked 1 times, 200, $LATEST, the event, {\"well\":\"done\"}",
            Pages.ASYNC_RECORDS),

    URL_EVENT(
            URL,
            "the event of a request",
            "2.0 $default /a/b POST /a/b HTTP/1.1 anonymous, not base64",
            Pages.FUNCTION_URLS),
    URL_QUERY(URL, "a name that stands twice in the query", "1,2", Pages.FUNCTION_URLS),
    URL_HEADERS(URL, "a header that stands twice", "x-twice: 1,2", Pages.FUNCTION_URLS),
    URL_COOKIES(URL, "cookies of a request", "a=1 b=2, not among the headers", Pages.FUNCTION_URLS),
    URL_TEXT(URL, "a body of type text/plain", "as it is", Pages.FUNCTION_URLS),
    URL_BINARY(URL, "a body of type application/octet-stream", "base64", Pages.FUNCTION_URLS),
    URL_DOCUMENT(
            URL, "a response without `statusCode`", "200 application/json {\"well\":\"done\"}", Pages.FUNCTION_URLS),
    URL_COMPACT(
            URL,
            "a response without `statusCode`, with blanks in it",
            "200 application/json {\"well\":\"done\"}",
            Pages.FUNCTION_URLS),
    URL_STRING(URL, "a response that is a string", "200 application/json done", Pages.FUNCTION_URLS),
    URL_RESPONSE(
            URL, "a response with status, header and body", "201 text/plain done, x-custom: yes", Pages.FUNCTION_URLS),
    URL_SET_COOKIES(URL, "cookies in a response", "a=1; Secure and b=2", Pages.FUNCTION_URLS),
    URL_BASE64(URL, "a response in base64", "its bytes", Pages.FUNCTION_URLS),
    URL_FAILURE(URL, "a function that fails", "502 Internal Server Error", Pages.URL_ERRORS),
    URL_ADDED(
            URL,
            "headers that are added to a request",
            "x-amzn-trace-id, x-forwarded-for, x-forwarded-port, x-forwarded-proto",
            Pages.FUNCTION_URLS),
    URL_ANSWERED(URL, "headers that are added to a response", "x-amzn-requestid, x-amzn-trace-id", Pages.FUNCTION_URLS),
    URL_UNSIGNED(
            URL,
            "a request without a signature where one is asked for",
            "403 AccessDeniedException {\"Message\":\"Forbidden\"}",
            Pages.URL_AUTH),

    INVOKE_ERROR(
            INVOKE,
            "a handler that throws",
            "200 Unhandled, java.lang.IllegalStateException: asked to fail, with a stack trace",
            Pages.EXCEPTIONS),
    INVOKE_TIME_OUT(INVOKE, "a time-out", "200 Unhandled, Task timed out after 3.00 seconds", Pages.INVOKE),
    INVOKE_UNKNOWN(INVOKE, "a function that is not there", "404 ResourceNotFoundException", Pages.INVOKE),
    INVOKE_NOT_JSON(INVOKE, "a payload that is not JSON", "400 InvalidRequestContentException", Pages.INVOKE),
    INVOKE_TOO_LARGE(INVOKE, "a payload of more than 6 MB", "413 RequestTooLargeException", Pages.INVOKE),
    INVOKE_DRY_RUN(INVOKE, "a dry run", "204, nothing", Pages.INVOKE),
    INVOKE_LOG(INVOKE, "the log tail", "START, END, REPORT", Pages.INVOKE),
    INVOKE_CONTEXT(
            INVOKE,
            "what the context tells",
            "conformance-Scripted, $LATEST, 256, the function's ARN, the caller's request id",
            Pages.CONTEXT),
    INVOKE_LATEST(
            INVOKE,
            "what runs without an alias beside a published version",
            "$LATEST in context, log stream and answer",
            Pages.VERSIONS),
    INVOKE_ALIAS(INVOKE, "what runs by the alias of version 1", "1 in context, log stream and answer", Pages.VERSIONS),
    INVOKE_NO_ALIAS(INVOKE, "an alias that is not there", "404 ResourceNotFoundException", Pages.INVOKE),
    INVOKE_NO_VERSION(INVOKE, "a version that is not there", "404 ResourceNotFoundException", Pages.INVOKE),
    INVOKE_ELSEWHERE(INVOKE, "the function's ARN in another region", "404 ResourceNotFoundException", Pages.INVOKE),
    INVOKE_NO_PAYLOAD(INVOKE, "no payload", "200 {}", Pages.INVOKE),
    INVOKE_CLIENT_CONTEXT(INVOKE, "a client context", "{shop=a}", Pages.INVOKE),
    INVOKE_BAD_CLIENT_CONTEXT(
            INVOKE, "a client context that is no JSON", "400 InvalidRequestContentException", Pages.INVOKE),
    INVOKE_EXIT(
            INVOKE,
            "a function that exits with status 3",
            "200 Unhandled, Runtime.ExitError: Runtime exited with error: exit status 3",
            Pages.EXITS),
    INVOKE_LARGE_RESPONSE(
            INVOKE, "a response of more than 6 MB", "200 Unhandled, Function.ResponseSizeTooLarge", Pages.QUOTAS),
    INVOKE_DEADLINE(INVOKE, "the time that is left at the start", "of 3 s more than one", Pages.CONTEXT),
    INVOKE_ENVIRONMENT(INVOKE, "the variables that Lambda documents", "all there", Pages.ENVIRONMENT),

    CLIENT_IDENTITY(CLIENT, "who the caller is", "200, of account 000000000000", Pages.IDENTITY),
    CLIENT_NO_QUEUE(
            CLIENT,
            "the error of a queue that is not there",
            "400 AWS.SimpleQueueService.NonExistentQueue",
            Pages.SQS_COMPATIBLE),
    CLIENT_NO_FUNCTION(
            CLIENT,
            "what is told of a function that is not there",
            "User: Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody",
            Pages.GET_FUNCTION),
    CLIENT_NO_TOPIC(CLIENT, "the error of a topic that is not there", "404 NotFound", Pages.SNS_PUBLISH),
    CLIENT_MAPPING(
            CLIENT,
            "the function of a mapping that is declared without an alias",
            "the function's ARN",
            Pages.MAPPINGS),
    CLIENT_PAGES(CLIENT, "mappings listed two a page", "pages of 2, 2, 2, 1", Pages.MAPPINGS);

    /** Parts of docs/conformance.md. */
    public enum Area {
        QUEUE("A queue's function", "What happens to a batch of two messages, and how batches are made."),
        STREAM("A table stream's function", "What happens to the records of one key."),
        TOPIC("A topic's subscribers", "What a queue and a function are handed."),
        FILTER_POLICY("Filter policies", "Which messages a subscription lets pass, by what is in them."),
        ASYNCHRONOUS("Asynchronous invocation", "With the two retries that are the standard."),
        URL("Function URLs", "What the function gets of a request, and the client of a response."),
        INVOKE("Direct invocation", "What the caller gets, and what the function knows."),
        CLIENT("What clients compare", "Names and texts of errors, and listings.");

        private final String title;
        private final String what;

        Area(String title, String what) {
            this.title = title;
            this.what = what;
        }

        String title() {
            return title;
        }

        String what() {
            return what;
        }
    }

    private final Area area;
    private final String what;
    private final String onAws;
    private final String page;

    Behaviour(Area area, String what, String onAws, String page) {
        this.area = area;
        this.what = what;
        this.onAws = onAws;
        this.page = page;
    }

    Area area() {
        return area;
    }

    /** What is looked at. */
    String what() {
        return what;
    }

    /** What is seen on AWS. */
    public String onAws() {
        return onAws;
    }

    /** The page of AWS's documentation that decides. */
    public String page() {
        return page;
    }
}
