package dev.cocoonsdk.core.internal.error;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a foreign server's error text fit for a message: one line, shortened, without things that look like keys, and withheld if it
 * repeats a part of the request, since some servers quote prompts in their errors.
 */
final class ServerText {

    private static final int MAX_LENGTH = 300;
    private static final int WINDOW = 16;
    private static final int STEP = 4;
    private static final int LEAST = 3;
    private static final Set<String> SETTINGS =
            Set.of("model", "role", "type", "size", "quality", "response_format", "encoding_format", "tool_choice");
    private static final Pattern KEY_LIKE = Pattern.compile("(?i)(bearer\\s+\\S+|\\bsk-\\S+|\\b[0-9a-z_-]{40,}\\b)");

    private final Bytes requestBody;

    private ServerText(Bytes requestBody) {
        this.requestBody = requestBody;
    }

    /** For answers to a request with this body. */
    static ServerText answering(Bytes requestBody) {
        return new ServerText(requestBody);
    }

    /** The text to show; empty if there is none. */
    String reason(String text, @Nullable ModelId model) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "";
        }
        if (repeatsRequest(model == null ? line : line.replace(model.value(), " "))) {
            return "the server's reason is not shown because it repeats a part of the request";
        }
        String clean = KEY_LIKE.matcher(line).replaceAll("…");
        return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH) + "…";
    }

    /** Whether a text repeats one of the request's texts: a short one as a word of its own, a longer one in part. */
    boolean repeatsRequest(String line) {
        String shown = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
        return texts().stream()
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .anyMatch(text -> holdsWord(shown, text) || holdsPart(shown, text));
    }

    private static boolean holdsWord(String line, String text) {
        if (text.length() < LEAST || text.length() > WINDOW + STEP) {
            return false;
        }
        int at = line.indexOf(text);
        while (at >= 0 && (isWord(line, at - 1) || isWord(line, at + text.length()))) {
            at = line.indexOf(text, at + 1);
        }
        return at >= 0;
    }

    private static boolean isWord(String line, int at) {
        return at >= 0 && at < line.length() && Character.isLetterOrDigit(line.charAt(at));
    }

    private static boolean holdsPart(String line, String text) {
        for (int at = 0; at + WINDOW <= line.length(); at += STEP) {
            if (text.contains(line.substring(at, at + WINDOW))) {
                return true;
            }
        }
        return false;
    }

    /** The request's texts without those that say nothing of its content; of a form its lines. */
    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        try {
            collect(JsonValue.parse(requestBody.toByteArray()), texts);
        } catch (JsonFormatException e) {
            String form =
                    StandardCharsets.UTF_8.decode(requestBody.asByteBuffer()).toString();
            texts.addAll(List.of(form.split("\r\n")));
        }
        return texts;
    }

    private static void collect(JsonValue value, List<String> into) {
        if (value instanceof JsonString text) {
            into.add(text.value());
        } else if (value instanceof JsonArray array) {
            array.items().forEach(item -> collect(item, into));
        } else if (value instanceof JsonObject object) {
            object.members().forEach((name, member) -> {
                if (!(member instanceof JsonString && SETTINGS.contains(name))) {
                    collect(member, into);
                }
            });
        }
    }
}
