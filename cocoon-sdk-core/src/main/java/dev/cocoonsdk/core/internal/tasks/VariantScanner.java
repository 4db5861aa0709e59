package dev.cocoonsdk.core.internal.tasks;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the strings of a JSON array in a text as it comes, each as soon as its closing quote is there. Text before the array (a code
 * fence, a sentence) is skipped; an array that breaks off gives the strings it has. Not thread-safe.
 */
final class VariantScanner implements Consumer<String> {

    private static final Pattern ARRAY = Pattern.compile("\\[\\s*\"");

    private enum State {
        BEFORE_ARRAY,
        BETWEEN_STRINGS,
        IN_STRING,
        AFTER_ARRAY
    }

    private final Consumer<String> out;
    private final StringBuilder text = new StringBuilder();
    private State state = State.BEFORE_ARRAY;
    private int position;
    private int stringStart;

    VariantScanner(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void accept(String piece) {
        text.append(piece);
        if (state == State.BEFORE_ARRAY) {
            findArray();
        }
        while (state != State.BEFORE_ARRAY && state != State.AFTER_ARRAY && position < text.length()) {
            step(text.charAt(position));
        }
    }

    private void findArray() {
        Matcher matcher = ARRAY.matcher(text);
        if (matcher.find()) {
            position = matcher.start() + 1;
            state = State.BETWEEN_STRINGS;
        }
    }

    private void step(char c) {
        if (state == State.BETWEEN_STRINGS) {
            position++;
            if (c == '"') {
                stringStart = position - 1;
                state = State.IN_STRING;
            } else if (c != ',' && !Character.isWhitespace(c)) {
                state = State.AFTER_ARRAY;
            }
        } else if (c == '\\') {
            // The escaped character may come with the next piece; then position waits beyond the end.
            position += 2;
        } else {
            position++;
            if (c == '"') {
                state = State.BETWEEN_STRINGS;
                emit(text.substring(stringStart, position));
            }
        }
    }

    private void emit(String json) {
        try {
            // Models leave line breaks unescaped now and then.
            JsonValue value = JsonValue.parse(json.replace("\r", "").replace("\n", "\\n"));
            String variant = value instanceof JsonString string ? string.value().strip() : "";
            if (!variant.isEmpty()) {
                out.accept(variant);
            }
        } catch (JsonFormatException e) {
            state = State.AFTER_ARRAY;
        }
    }
}
