package faas.localcloud.sns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A topic. A FIFO topic hands messages over in the order in which it took them, and takes one with a deduplication id
 * that it saw within five minutes without handing it over again. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html">Deduplication</a>
 */
final class Topic {
    static final String SUFFIX = ".fifo";
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
    private static final int MOST_ID_CHARACTERS = 128;

    private final String arn;
    private final boolean contentBasedDeduplication;
    private final InstantSource clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private long sequence;

    /** What was answered to the first message with a deduplication id. */
    private record Seen(SnsMessage message, Instant until) {}

    Topic(String arn, boolean contentBasedDeduplication, InstantSource clock) {
        this.arn = arn;
        this.contentBasedDeduplication = contentBasedDeduplication;
        this.clock = clock;
    }

    static boolean isFifo(String nameOrArn) {
        return nameOrArn.endsWith(SUFFIX);
    }

    boolean isFifo() {
        return isFifo(arn);
    }

    boolean contentBasedDeduplication() {
        return contentBasedDeduplication;
    }

    /**
     * Takes messages.
     *
     * @param handOver gets each message that is to be delivered, in order
     * @return what to answer for each message
     * @throws SnsException if one of them is not one for this kind of topic; none is taken then
     */
    synchronized List<SnsMessage> take(List<SnsMessage> messages, Consumer<SnsMessage> handOver) {
        messages.forEach(this::check);
        if (!isFifo()) {
            messages.forEach(handOver);
            return messages;
        }
        Instant now = clock.instant();
        seen.values().removeIf(one -> !one.until().isAfter(now));
        List<SnsMessage> answers = new ArrayList<>();
        for (SnsMessage message : messages) {
            String id = deduplicationId(message);
            @Nullable Seen before = seen.get(id);
            if (before != null) {
                answers.add(before.message());
                continue;
            }
            // SNS gives sequence numbers of 20 digits, the first of them 1.
            SnsMessage numbered = message.numbered(id, "1%019d".formatted(sequence++));
            seen.put(id, new Seen(numbered, now.plus(DEDUPLICATION)));
            handOver.accept(numbered);
            answers.add(numbered);
        }
        return answers;
    }

    private void check(SnsMessage message) {
        Optional<SnsMessage.Order> order = message.order();
        String group = order.map(SnsMessage.Order::groupId).orElse("");
        String deduplication = order.map(SnsMessage.Order::deduplicationId).orElse("");
        if (!isFifo()) {
            if (!deduplication.isEmpty()) {
                throw SnsException.invalidParameter("MessageDeduplicationId Reason: The request includes"
                        + " MessageDeduplicationId parameter that is not valid for this topic type");
            }
            requireLength(group, deduplication);
            return;
        }
        if (group.isEmpty()) {
            throw SnsException.invalidParameter("The MessageGroupId parameter is required for FIFO topics");
        }
        if (deduplication.isEmpty() && !contentBasedDeduplication) {
            throw SnsException.invalidParameter("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        }
        requireLength(group, deduplication);
    }

    private static void requireLength(String group, String deduplication) {
        if (group.length() > MOST_ID_CHARACTERS || deduplication.length() > MOST_ID_CHARACTERS) {
            throw SnsException.invalidParameter(
                    "MessageGroupId and MessageDeduplicationId can have at most " + MOST_ID_CHARACTERS + " characters");
        }
    }

    /** The one that was given, else the SHA-256 of the body. */
    private static String deduplicationId(SnsMessage message) {
        return message.order()
                .map(SnsMessage.Order::deduplicationId)
                .filter(id -> !id.isEmpty())
                .orElseGet(() -> sha256(message.body()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
