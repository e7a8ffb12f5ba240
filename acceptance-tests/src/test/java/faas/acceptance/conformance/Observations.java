package faas.acceptance.conformance;

import faas.acceptance.system.DeployedSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;

/** What was seen on one engine. */
public final class Observations {

    /** Looks at some behaviours of an area, one after the other. */
    @FunctionalInterface
    interface Look {
        void at(Site site, Observations observations) throws Exception;
    }

    /** What a text begins with where a behaviour was not seen at all. */
    public static final String NOTHING = "nothing: ";

    private final Map<Behaviour, String> seen = new ConcurrentHashMap<>();
    private final Map<Behaviour.Area, Throwable> broken = new ConcurrentHashMap<>();

    private Observations() {}

    /**
     * Looks at every behaviour on that engine, side by side, and returns when each was seen or given up.
     *
     * @param asSaid whether a text is what that behaviour is said to be
     * @param rounds how often a look is repeated, at most, that did not show what is said: a machine with many
     *     containers may be late
     */
    public static Observations of(DeployedSystem system, BiPredicate<Behaviour, String> asSaid, int rounds) {
        var site = new Site(system);
        site.warmUp();
        var all = new Observations();
        var open = new ArrayList<Map.Entry<Behaviour.Area, Look>>();
        for (var area : Behaviour.Area.values()) {
            looks(area).forEach(look -> open.add(Map.entry(area, look)));
        }
        for (int round = 0; round < rounds; round++) {
            open.retainAll(all.look(open, site, asSaid));
        }
        return all;
    }

    /** Looks, and returns the looks that showed something else than is said, or nothing. */
    private Set<Map.Entry<Behaviour.Area, Look>> look(
            List<Map.Entry<Behaviour.Area, Look>> looks, Site site, BiPredicate<Behaviour, String> asSaid) {
        Set<Map.Entry<Behaviour.Area, Look>> otherwise = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            looks.forEach(look -> threads.execute(() -> {
                var part = new Observations();
                part.look(look.getKey(), look.getValue(), site);
                seen.putAll(part.seen);
                broken.putAll(part.broken);
                boolean said = part.broken.isEmpty()
                        && part.seen.entrySet().stream().allMatch(each -> asSaid.test(each.getKey(), each.getValue()));
                if (!said) {
                    otherwise.add(look);
                }
            }));
        }
        return otherwise;
    }

    private static List<Look> looks(Behaviour.Area area) {
        return switch (area) {
            case QUEUE -> QueueLooks.ALL;
            case STREAM -> StreamLooks.ALL;
            case TOPIC -> TopicLooks.ALL;
            case FILTER_POLICY -> List.of(FilterPolicyLook::at);
            case ASYNCHRONOUS -> AsyncLooks.ALL;
            case URL -> List.of(UrlLook::at);
            case INVOKE -> List.of(InvokeLook::at);
            case CLIENT -> List.of(ClientLook::at);
        };
    }

    /** What goes wrong is told for each behaviour of the area that was not seen. */
    private void look(Behaviour.Area area, Look look, Site site) {
        try {
            look.at(site, this);
        } catch (Exception | AssertionError e) {
            broken.put(area, e);
        }
    }

    void put(Behaviour behaviour, String text) {
        seen.put(behaviour, text);
    }

    /** What was seen of it, or why nothing was. */
    public String of(Behaviour behaviour) {
        var text = seen.get(behaviour);
        return text != null ? text : NOTHING + broken.get(behaviour.area());
    }
}
