package faas.infra.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * One deployed copy of the system and everything that may differ between copies: general settings, and the policies
 * that each context adds. The methods that change a setting return another stage and leave this one as it is.
 *
 * @param system the system's name: the namespace of the metrics that functions write into their logs
 * @param name goes in front of every physical name, so that stages live side by side in one account
 * @param removal what becomes of tables, queues, secrets and logs when the stage is taken down
 * @param schedulesEnabled whether schedules start their functions; where not, people and tests start them by hand
 * @param policies what contexts added, by type
 */
public record Stage(
        String system,
        String name,
        RemovalPolicy removal,
        RetentionDays logRetention,
        boolean schedulesEnabled,
        AlarmPolicy alarms,
        Map<Class<?>, Object> policies) {
    public Stage {
        policies = Map.copyOf(policies);
    }

    /** Thrown away after use: nothing is retained. It has no context's policies yet. */
    public static Stage thrownAway(String system, String name) {
        return new Stage(
                system,
                name,
                RemovalPolicy.DESTROY,
                RetentionDays.ONE_WEEK,
                true,
                AlarmPolicy.of(Duration.ofMinutes(5), Duration.ofMinutes(5)),
                Map.of());
    }

    /**
     * This stage with data worth keeping: taking it down leaves tables, queues, secrets and logs, tables are protected
     * and backed up, and logs stay for a year. What a failed first create has made goes with it
     * ({@code RetainExceptOnCreate}), so that nothing blocks the second.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">
     *     DeletionPolicy</a>
     */
    public Stage retained() {
        return new Stage(
                system,
                name,
                RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
                RetentionDays.ONE_YEAR,
                schedulesEnabled,
                alarms,
                policies);
    }

    /** This stage with schedules that are declared and start nothing. */
    public Stage withoutSchedules() {
        return new Stage(system, name, removal, logRetention, false, alarms, policies);
    }

    /** Whether taking the stage down leaves its data. */
    public boolean keepsData() {
        return removal != RemovalPolicy.DESTROY;
    }

    public Stage withAlarms(UnaryOperator<AlarmPolicy> change) {
        return new Stage(system, name, removal, logRetention, schedulesEnabled, change.apply(alarms), policies);
    }

    /** Adds a context's policies, in place of those of the same type. */
    public Stage with(Object added) {
        Map<Class<?>, Object> all = new HashMap<>(policies);
        all.put(added.getClass(), added);
        return new Stage(system, name, removal, logRetention, schedulesEnabled, alarms, all);
    }

    /**
     * Changes a context's policies.
     *
     * @throws IllegalStateException where the stage has none of that type
     */
    public <P> Stage with(Class<P> type, UnaryOperator<P> change) {
        return with(change.apply(policies(type)));
    }

    /**
     * A context's policies.
     *
     * @throws IllegalStateException where the stage has none of that type
     */
    public <P> P policies(Class<P> type) {
        Object found = policies.get(type);
        if (found == null) {
            throw new IllegalStateException("stage %s: no %s: add the context that has them to the system's contexts"
                    .formatted(name, type.getSimpleName()));
        }
        return type.cast(found);
    }

    /** {@code web-shop-demo}, where a name of the stage alone would be that of another system's stage too. */
    public String fullName() {
        return system + "-" + name;
    }

    /** {@code demo-Bill} for {@code Bill}. */
    public String physicalName(String id) {
        return name + "-" + id;
    }
}
