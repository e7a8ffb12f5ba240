package io.orderchannel.channel.slots.adapter.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes several items together. */
final class Transactions {
    /** What was wrong with one write. */
    enum Problem {
        NONE,
        CONDITION,
        CONFLICT
    }

    /**
     * What became of one write of a transaction that was refused.
     *
     * @param stored the item that is there, if the write asked for it and its condition failed; else empty
     */
    record Write(Problem problem, Map<String, AttributeValue> stored) {}

    private final DynamoDbClient dynamoDb;
    private final Supplier<String> requestTokens;

    /** {@code requestTokens} never gives the same token twice, each of 1 to 36 characters. */
    Transactions(DynamoDbClient dynamoDb, Supplier<String> requestTokens) {
        this.dynamoDb = dynamoDb;
        this.requestTokens = requestTokens;
    }

    /**
     * Sends one request, under one token: when the answer is lost and the SDK sends the request again, DynamoDB gives
     * the first answer again instead of counting slots twice or calling the writes duplicates of themselves (<a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txwriteitems">TransactWriteItems,
     * idempotency</a>).
     *
     * @return empty when everything was written; else nothing was, and each write's part in it, in the order of the
     *     writes
     */
    List<Write> write(List<TransactWriteItem> writes) {
        try {
            dynamoDb.transactWriteItems(TransactWriteItemsRequest.builder()
                    .clientRequestToken(requestTokens.get())
                    .transactItems(writes)
                    .build());
            return List.of();
        } catch (TransactionCanceledException e) {
            return refused(writes, e);
        } catch (DynamoDbException e) {
            // A transaction under the same token that is still in progress counts as throttling, too.
            if (e.isThrottlingException()) {
                List<Write> conflict =
                        new ArrayList<>(Collections.nCopies(writes.size(), new Write(Problem.NONE, Map.of())));
                conflict.set(0, new Write(Problem.CONFLICT, Map.of()));
                return conflict;
            }
            throw e;
        }
    }

    private static List<Write> refused(List<TransactWriteItem> writes, TransactionCanceledException canceled) {
        List<CancellationReason> reasons = canceled.cancellationReasons();
        if (reasons.size() != writes.size()) {
            throw canceled;
        }
        return reasons.stream()
                .map(reason -> new Write(problem(reason, canceled), reason.item()))
                .toList();
    }

    /**
     * Codes as in <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>.
     *
     * @throws TransactionCanceledException for a code that trying again will not cure
     */
    private static Problem problem(CancellationReason reason, TransactionCanceledException canceled) {
        return switch (reason.code()) {
            case "None" -> Problem.NONE;
            case "ConditionalCheckFailed" -> Problem.CONDITION;
            case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> Problem.CONFLICT;
            default -> throw canceled;
        };
    }
}
