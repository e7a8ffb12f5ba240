package faas.localcloud.schedule;

import faas.localcloud.async.FunctionInvoker;
import faas.localcloud.schedule.Rule.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EventBridge's rules on a schedule: invokes their targets when their time has come. Safe for use by several threads.
 */
public final class ScheduledRules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledRules.class);

    private final FunctionInvoker functions;
    private final Timer timer;
    private final ConcurrentSkipListMap<String, Scheduled> rules = new ConcurrentSkipListMap<>();

    private static final class Scheduled {
        private final Rule rule;
        private final ScheduleExpression expression;
        private final Instant created;
        private volatile boolean enabled;

        private Scheduled(Rule rule, Instant created) {
            this.rule = rule;
            this.expression = ScheduleExpression.parse(rule.expression());
            this.created = created;
            this.enabled = rule.enabled();
        }
    }

    /** A rule and whether it fires now. */
    public record RuleState(Rule rule, boolean enabled) {}

    /** No rules yet. */
    public ScheduledRules(FunctionInvoker functions) {
        this(functions, new SystemTimer());
    }

    ScheduledRules(FunctionInvoker functions, Timer timer) {
        this.functions = functions;
        this.timer = timer;
    }

    /**
     * Puts the rule in force from now on, in place of the one of its name.
     *
     * @throws IllegalArgumentException if its expression is none
     */
    public void add(Rule rule) {
        Instant now = timer.instant();
        Scheduled scheduled = new Scheduled(rule, now);
        rules.put(rule.name(), scheduled);
        awaitNext(scheduled, now);
    }

    /** All rules by name. */
    public List<RuleState> rules() {
        return rules.values().stream().map(ScheduledRules::state).toList();
    }

    public Optional<RuleState> find(String name) {
        return Optional.ofNullable(rules.get(name)).map(ScheduledRules::state);
    }

    /** Lets the rule fire, or not, from now on; false if there is none of this name. */
    public boolean enable(String name, boolean enabled) {
        Scheduled scheduled = rules.get(name);
        if (scheduled == null) {
            return false;
        }
        scheduled.enabled = enabled;
        return true;
    }

    @Override
    public void close() {
        timer.close();
    }

    private static RuleState state(Scheduled scheduled) {
        return new RuleState(scheduled.rule, scheduled.enabled);
    }

    private void awaitNext(Scheduled scheduled, Instant after) {
        scheduled
                .expression
                .next(after, scheduled.created)
                .ifPresent(time -> timer.at(time, () -> due(scheduled, time)));
    }

    private void due(Scheduled scheduled, Instant time) {
        if (rules.get(scheduled.rule.name()) != scheduled) {
            return;
        }
        if (scheduled.enabled) {
            fire(scheduled.rule, time);
        }
        Instant now = timer.instant();
        try {
            // Ticks that passed while the machine slept are not made up for.
            awaitNext(scheduled, now.isAfter(time) ? now : time);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{}: no further tick, the engine stops", scheduled.rule.name());
        }
    }

    private void fire(Rule rule, Instant time) {
        String event = ScheduledEvent.of(UUID.randomUUID().toString(), rule, time);
        for (Target target : rule.targets()) {
            if (!functions.invoke(
                    rule.arn(), target.functionArn(), target.input().orElse(event))) {
                LOG.error("rule {}: {} does not take its event", rule.name(), target.functionArn());
            }
        }
    }
}
