package faas.localcloud.gateway;

import java.util.Map;
import java.util.UUID;

/** Responses of the query protocol, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html. */
final class QueryXml {
    private final StringBuilder xml = new StringBuilder();

    /** Adds {@code <name>text</name>}. */
    QueryXml element(String name, String text) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    QueryXml open(String name) {
        xml.append('<').append(name).append('>');
        return this;
    }

    QueryXml close(String name) {
        xml.append("</").append(name).append('>');
        return this;
    }

    /** A map. */
    QueryXml map(String name, Map<String, String> map) {
        open(name);
        map.forEach((key, value) ->
                open("entry").element("key", key).element("value", value).close("entry"));
        return close(name);
    }

    /**
     * The whole response of an action that has this as its result.
     *
     * @param namespace of the action's service
     */
    GatewayReply response(String action, String namespace) {
        return GatewayReply.xml(
                200,
                "<" + action + "Response xmlns=\"" + namespace + "\"><" + action + "Result>" + xml + "</" + action
                        + "Result><ResponseMetadata><RequestId>" + UUID.randomUUID()
                        + "</RequestId></ResponseMetadata></" + action + "Response>");
    }

    /** An error, of whichever service. */
    static GatewayReply error(int status, String code, String message) {
        return GatewayReply.xml(
                status,
                "<ErrorResponse><Error><Type>" + (status < 500 ? "Sender" : "Receiver")
                        + "</Type><Code>" + escape(code) + "</Code><Message>" + escape(message)
                        + "</Message></Error><RequestId>" + UUID.randomUUID() + "</RequestId></ErrorResponse>");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
