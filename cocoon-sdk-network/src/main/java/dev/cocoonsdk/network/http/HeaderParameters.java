package dev.cocoonsdk.network.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A header value of the form {@code value; name=token; name="quoted"} (RFC 9110, 5.6.6).
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters by lower-case name
 */
record HeaderParameters(String value, Map<String, String> parameters) {

    /** Null if the text has another form or names a parameter twice: two readers might understand it differently. */
    static @Nullable HeaderParameters parse(String text) {
        int at = text.indexOf(';');
        String value = (at < 0 ? text : text.substring(0, at)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        while (at >= 0 && at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return text.substring(at + 1).isBlank() ? new HeaderParameters(value, parameters) : null;
            }
            String name = text.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder content = new StringBuilder();
            at = read(text, equals + 1, content);
            if (at < 0 || !isToken(name) || parameters.put(name, content.toString()) != null) {
                return null;
            }
        }
        return new HeaderParameters(value, parameters);
    }

    /** Reads a token or a quoted string; gives the place of the next semicolon or the end, -1 if there is neither. */
    private static int read(String text, int from, StringBuilder into) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                if (at < text.length()) {
                    into.append(text.charAt(at));
                }
                at++;
            }
            if (at >= text.length()) {
                return -1;
            }
            at++;
        } else {
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                into.append(text.charAt(at));
                at++;
            }
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at == text.length() || text.charAt(at) == ';' ? at : -1;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderParameters::isTokenCharacter);
    }

    /** Generous for values: a boundary without quotes often has characters that want them. */
    private static boolean isTokenCharacter(int c) {
        return c > 0x20 && c < 0x7f && c != '"' && c != ';' && c != ',';
    }
}
