package io.orderchannel.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.slots.application.OrderRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ships what it is notified of, or reports that it cannot, or says nothing. It hands the goods over when {@code
 * shipped} is answered with a 2xx, and not when it is answered with 409. It repeats a report until an answer comes, and
 * at times after that.
 */
final class Partner {

    private final Random random;
    private final Invocations invocations;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    Partner(Random random, Invocations invocations) {
        this.random = random;
        this.invocations = invocations;
    }

    /** What the partner does about one assignment. */
    private static final class Job {
        private final OrderRequest order;
        private final List<PartnerUpdate> reports = new ArrayList<>();
        private Optional<Kind> next;
        private boolean unanswered;
        private boolean handedOver;

        private Job(OrderRequest order, Optional<Kind> next) {
            this.order = order;
            this.next = next;
        }
    }

    /** Notified again, it does nothing more. */
    void notify(OrderRequest order) {
        jobs.computeIfAbsent(order.orderId().assignmentId(), _ -> new Job(order, atFirst()));
    }

    private Optional<Kind> atFirst() {
        return switch (random.nextInt(6)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Kind.FAILED);
            default -> Optional.of(Kind.SHIPPED);
        };
    }

    private Optional<Kind> afterShipped() {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Kind.FAILED);
            default -> Optional.of(Kind.DELIVERED);
        };
    }

    /** Whether it waits for the answer to a report. */
    boolean waits() {
        return jobs.values().stream().anyMatch(job -> job.unanswered);
    }

    /** What it reports now, if anything. */
    Optional<PartnerUpdate> report() {
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        Job job = List.copyOf(jobs.values()).get(random.nextInt(jobs.size()));
        if (!job.reports.isEmpty() && invocations.fault(8)) {
            return Optional.of(job.reports.get(random.nextInt(job.reports.size())));
        }
        if (job.unanswered) {
            return Optional.of(job.reports.getLast());
        }
        job.next.ifPresent(kind -> {
            job.reports.add(update(job.order, kind));
            job.unanswered = true;
        });
        return job.next.map(_ -> job.reports.getLast());
    }

    private static PartnerUpdate update(OrderRequest order, Kind kind) {
        String assignmentId = order.orderId().assignmentId();
        String webhookId = assignmentId + " " + kind;
        return new PartnerUpdate(
                assignmentId, kind, kind == Kind.FAILED ? "nobody home" : null, webhookId, webhookId, order.context());
    }

    void answered(PartnerUpdate report, RecordPartnerUpdate.Result answer) {
        Job job = jobs.get(report.assignmentId());
        if (job == null || !job.next.equals(Optional.of(report.kind()))) {
            return;
        }
        switch (answer) {
            case RecordPartnerUpdate.Result.Recorded _, RecordPartnerUpdate.Result.Repeated _ -> {
                job.unanswered = false;
                job.handedOver |= report.kind() == Kind.SHIPPED;
                job.next = report.kind() == Kind.SHIPPED ? afterShipped() : Optional.empty();
            }
            case RecordPartnerUpdate.Result.NotAllowed _ -> {
                assertThat(job.handedOver)
                        .as("goods were handed over, and %s is refused: %s", report.kind(), answer)
                        .isFalse();
                job.unanswered = false;
                job.next = Optional.empty();
            }
            case RecordPartnerUpdate.Result.OutOfTime _ -> {
                // 503: it tries again.
            }
            case RecordPartnerUpdate.Result.BodyDiffers _, RecordPartnerUpdate.Result.UnknownAssignment _ ->
                throw new AssertionError(report + ": " + answer);
        }
    }

    /** The assignments whose goods it has handed over. */
    Set<String> handedOver() {
        return jobs.values().stream()
                .filter(job -> job.handedOver)
                .map(job -> job.order.orderId().assignmentId())
                .collect(Collectors.toSet());
    }
}
