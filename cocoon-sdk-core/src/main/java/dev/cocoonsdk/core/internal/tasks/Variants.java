package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads several drafts out of one answer. Asked for is a JSON array of strings; models also wrap it in a code fence or an object, make
 * it an array of objects, or write a numbered list. Whatever is none of these is one draft.
 */
final class Variants {

    private static final Pattern ITEM =
            Pattern.compile("(?m)^\\h*(?:\\d{1,2}[.)]|(?i:variant|option|draft|version)\\h+\\d{1,2}\\h*[:.)-])\\h*");
    private static final Pattern RULE = Pattern.compile("(?m)^\\h*(?:-{3,}|\\*{3,}|={3,})\\h*$");

    private Variants() {}

    /** The drafts, at most so many; none only if the answer is blank. */
    static List<String> parse(String answer, int most) {
        List<String> found = new ArrayList<>();
        new VariantScanner(found::add).accept(answer);
        if (found.isEmpty()) {
            found = fromJson(answer);
        }
        if (found.isEmpty()) {
            found = fromList(answer);
        }
        if (found.isEmpty()) {
            found = texts(List.of(RULE.split(answer)));
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    private static List<String> fromJson(String answer) {
        for (String brackets : List.of("[]", "{}")) {
            int start = answer.indexOf(brackets.charAt(0));
            int end = answer.lastIndexOf(brackets.charAt(1));
            if (start >= 0 && end > start) {
                List<String> found = strings(parseOrNull(answer.substring(start, end + 1)));
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private static @Nullable JsonValue parseOrNull(String json) {
        try {
            return JsonValue.parse(json);
        } catch (JsonFormatException e) {
            return null;
        }
    }

    private static List<String> strings(@Nullable JsonValue value) {
        if (value instanceof JsonArray array) {
            return texts(array.items().stream()
                    .map(Variants::string)
                    .filter(Objects::nonNull)
                    .toList());
        } else if (value instanceof JsonObject object) {
            return object.members().values().stream()
                    .map(Variants::strings)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }
        return List.of();
    }

    private static @Nullable String string(JsonValue item) {
        if (item instanceof JsonObject object) {
            return object.members().values().stream()
                    .filter(JsonString.class::isInstance)
                    .map(member -> ((JsonString) member).value())
                    .findFirst()
                    .orElse(null);
        }
        return item instanceof JsonString text ? text.value() : null;
    }

    private static List<String> fromList(String answer) {
        List<String> items = new ArrayList<>();
        Matcher matcher = ITEM.matcher(answer);
        int start = -1;
        while (matcher.find()) {
            if (start >= 0) {
                items.add(answer.substring(start, matcher.start()));
            }
            start = matcher.end();
        }
        if (items.isEmpty()) {
            return List.of();
        }
        items.add(answer.substring(start));
        return texts(items);
    }

    private static List<String> texts(List<String> raw) {
        return raw.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
