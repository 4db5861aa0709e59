package dev.cocoonsdk.provider.internal.admin;

import dev.cocoonsdk.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param type content type; null without a body
 * @param text the body
 */
record Page(int status, @Nullable String type, String text) {

    private static final String HTML = "text/html; charset=utf-8";

    static Page empty(int status) {
        return new Page(status, null, "");
    }

    static Page json(JsonValue value) {
        return new Page(200, "application/json", value.toJson() + "\n");
    }

    static Page plain(String text) {
        return new Page(200, "text/plain; charset=utf-8", text);
    }

    static Page html(String title, String body) {
        return new Page(200, HTML, document(title, body));
    }

    /** One line of text and a way back, as all commands answer. */
    static Page line(int status, String text) {
        return new Page(status, HTML, document("provider", "<p>" + escape(text) + "</p>\n<a href=\"/stats\">back</a>"));
    }

    byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String document(String title, String body) {
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + escape(title)
                + "</title></head>\n<body>\n" + body + "\n</body></html>\n";
    }

    /** Text that may stand in HTML, also between double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
