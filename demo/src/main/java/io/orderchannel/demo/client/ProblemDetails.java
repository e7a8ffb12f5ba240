package io.orderchannel.demo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.StringJoiner;

/** Reads problem details (https://www.rfc-editor.org/rfc/rfc9457) into one line. */
final class ProblemDetails {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 500;

    private ProblemDetails() {}

    /** The detail (or title), then each wrong field with what is wrong; the body itself where it is something else. */
    static String reason(String body) {
        JsonNode problem;
        try {
            problem = JSON.readTree(body);
        } catch (IOException e) {
            return oneLine(body);
        }
        if (!problem.isObject()) {
            return oneLine(body);
        }
        var text = problem.path("detail").asText(problem.path("title").asText(""));
        var fields = new StringJoiner("; ");
        for (var error : problem.path("errors")) {
            fields.add(error.path("pointer").asText("") + " "
                    + error.path("detail").asText(""));
        }
        if (text.isEmpty() && fields.length() == 0) {
            return oneLine(body);
        }
        return oneLine(fields.length() == 0 ? text : text.isEmpty() ? fields.toString() : text + ": " + fields);
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
