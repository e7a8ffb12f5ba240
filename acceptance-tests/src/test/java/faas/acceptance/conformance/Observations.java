package faas.acceptance.conformance;

import faas.acceptance.system.DeployedSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

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

    /** Looks at every behaviour on that engine, side by side, and returns when each was seen or given up. */
    public static Observations of(DeployedSystem system) {
        var observations = new Observations();
        var site = new Site(system);
        site.warmUp();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var area : Behaviour.Area.values()) {
                looks(area).forEach(look -> threads.execute(() -> observations.look(area, look, site)));
            }
        }
        return observations;
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
