package faas.localcloud.sns;

import faas.localcloud.sqs.QueueSender.Attribute;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Refuses what SNS refuses to publish. Without these checks a topic would accept messages that no queue accepts with raw
 * message delivery.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">Message attributes</a>
 */
public final class PublishChecks {
    private static final int MOST_ENTRIES = 10;
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_NAME = 256;
    private static final Predicate<String> IS_ENTRY_ID =
            Pattern.compile("[A-Za-z0-9_-]{1,80}").asMatchPredicate();
    private static final Predicate<String> IS_TYPE =
            Pattern.compile("(String|Number|Binary)(\\.[A-Za-z0-9_.-]+)?").asMatchPredicate();

    private PublishChecks() {}

    /**
     * Checks the entry ids of a batch.
     *
     * @throws SnsException if there are none or more than ten, if two are equal, or if one is malformed
     */
    public static void requireBatch(List<String> ids) {
        if (ids.isEmpty()) {
            throw SnsException.batch("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (ids.size() > MOST_ENTRIES) {
            throw SnsException.batch(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        if (!ids.stream().allMatch(IS_ENTRY_ID)) {
            throw SnsException.batch(
                    "InvalidBatchEntryId",
                    "The Id of a batch entry in a batch request doesn't abide by the specification.");
        }
        if (new HashSet<>(ids).size() < ids.size()) {
            throw SnsException.batch(
                    "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
        }
    }

    static void requireMessage(SnsMessage message) {
        if (message.body().isEmpty()) {
            throw SnsException.invalidParameter("Empty message");
        }
        message.subject().ifPresent(PublishChecks::requireSubject);
        message.attributes().forEach(PublishChecks::requireAttribute);
    }

    private static void requireSubject(String subject) {
        int length = subject.codePointCount(0, subject.length());
        if (length == 0 || length > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
            throw SnsException.invalidParameter("Subject");
        }
    }

    private static void requireAttribute(String name, Attribute attribute) {
        requireName(name);
        String type = attribute.dataType();
        if (!IS_TYPE.test(type)) {
            throw SnsException.invalidValue(
                    "The message attribute '" + name + "' has an invalid message attribute type,"
                            + " the set of supported type prefixes is Binary, Number, and String.");
        }
        if (attribute.value().isEmpty()) {
            throw SnsException.invalidValue("The message attribute '" + name
                    + "' must contain non-empty message attribute value for message attribute type '" + type + "'.");
        }
        if (type.startsWith("Number") && !isNumber(attribute.value())) {
            throw SnsException.invalidValue("Could not cast message attribute '" + name + "' value to number.");
        }
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw SnsException.invalidValue("Length of message attribute name must be less than 256 bytes.");
        }
        if (name.startsWith(".")) {
            throw SnsException.invalidValue("Invalid message attribute name starting with character '.' was found.");
        }
        if (name.endsWith(".")) {
            throw SnsException.invalidValue("Invalid message attribute name ending with character '.' was found.");
        }
        if (name.contains("..")) {
            throw SnsException.invalidValue("Message attribute name can not have successive '.' character.");
        }
        name.chars().filter(c -> !isOfName(c)).findFirst().ifPresent(c -> {
            throw SnsException.invalidValue(
                    "Invalid non-alphanumeric character '#x%X' was found in the message attribute".formatted(c)
                            + " name. Can only include alphanumeric characters, hyphens, underscores, or dots.");
        });
    }

    private static boolean isOfName(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }

    private static boolean isNumber(String value) {
        try {
            var _ = new BigDecimal(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Reads a message attribute.
     *
     * @param values by field: {@code StringValue}, {@code BinaryValue}
     * @throws SnsException if the value is not in the field of its type
     */
    public static Attribute attribute(String name, String type, Map<String, String> values) {
        String field = type.startsWith("Binary") ? "Binary" : "String";
        String value = values.get(field + "Value");
        if (value == null && !values.isEmpty()) {
            throw SnsException.invalidValue(
                    "The message attribute '" + name + "' with type '" + type + "' must use field '" + field + "'.");
        }
        return new Attribute(type, value == null ? "" : value);
    }
}
