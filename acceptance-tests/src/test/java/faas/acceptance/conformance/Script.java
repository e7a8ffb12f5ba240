package faas.acceptance.conformance;

import faas.json.JsonObject;
import java.util.UUID;

/**
 * What {@link ScriptedHandler} is to do with the event that holds this JSON, wherever in it.
 *
 * @param id what the deliveries of this script are recorded under
 * @param text the answer, the exception's message, how many milliseconds to hold, or how many characters to return; in
 *     an answer {@value #ITEM} stands for the message id or sequence number of the record that the script is in
 * @param times at how many deliveries; at later ones it succeeds
 * @param kind what filters look at
 */
record Script(String id, Act act, String text, int times, String kind) {

    static final String ITEM = "$item";

    /** What makes an object a script: its id is here. */
    static final String MARK = "probe";

    static final int EXIT_STATUS = 3;

    static final int ALWAYS = Integer.MAX_VALUE;

    enum Act {
        /** Returns the text as it is. */
        ANSWER,

        /** Returns what the function knows of its invocation and its environment. */
        TELL,

        THROW,

        /** Never ends. */
        HANG,

        /** Ends the process with status {@value Script#EXIT_STATUS}. */
        EXIT,

        /** Returns so many characters. */
        FILL,

        /** Takes so many milliseconds, then succeeds. */
        HOLD
    }

    /** Each has an id of its own. */
    private static Script of(Act act, String text, int times) {
        return new Script(UUID.randomUUID().toString(), act, text, times, "any");
    }

    static Script succeed() {
        return answer("{}");
    }

    static Script answer(String text) {
        return of(Act.ANSWER, text, ALWAYS);
    }

    static Script fail() {
        return of(Act.THROW, "asked to fail", ALWAYS);
    }

    static Script tell() {
        return of(Act.TELL, "", ALWAYS);
    }

    static Script hang() {
        return of(Act.HANG, "", ALWAYS);
    }

    static Script exit() {
        return of(Act.EXIT, "", ALWAYS);
    }

    static Script fill(int characters) {
        return of(Act.FILL, Integer.toString(characters), ALWAYS);
    }

    static Script hold(long millis) {
        return of(Act.HOLD, Long.toString(millis), ALWAYS);
    }

    /** The same with another id. */
    Script again() {
        return new Script(UUID.randomUUID().toString(), act, text, times, kind);
    }

    Script once() {
        return new Script(id, act, text, 1, kind);
    }

    Script of(String otherKind) {
        return new Script(id, act, text, times, otherKind);
    }

    String toJson() {
        return new JsonObject()
                .put(MARK, id)
                .put("act", act)
                .put("text", text)
                .put("times", times)
                .put("kind", kind)
                .toString();
    }
}
