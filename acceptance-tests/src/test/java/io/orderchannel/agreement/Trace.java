package io.orderchannel.agreement;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.order.application.Orders.LatestChange;
import io.orderchannel.order.domain.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What happened, step by step, in words only if somebody reads them. */
final class Trace {

    private final List<Supplier<String>> steps = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    /** Prints an id by a name that is easier to follow. */
    void name(String id, String name) {
        names.put(id, name);
    }

    void add(Supplier<String> step) {
        steps.add(step);
    }

    /** What a port answered, as short as it can be. */
    static String brief(Object answer) {
        return switch (answer) {
            case Optional<?> optional -> optional.map(Trace::brief).orElse("none");
            case LatestChange latest -> brief(latest.order());
            case Order order -> order.state() + " v" + order.version();
            case Assignment assignment -> assignment.state() + " v" + assignment.version();
            default -> answer.toString();
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step.get()).append('\n'));
        return withNames(text.toString());
    }

    String withNames(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }
}
