package dev.cocoonsdk.core.task;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the members of one JSON object strictly: each has its type, and none is left over. */
final class Members {

    private final String where;
    private final JsonObject object;
    private final Set<String> known = new HashSet<>();

    Members(String where, JsonObject object) {
        this.where = where;
        this.object = object;
    }

    static Members parse(String where, String json) {
        try {
            return of(where, JsonValue.parse(json));
        } catch (JsonFormatException e) {
            // Without its cause, whose message names members by what stands in the input.
            throw new TaskFormatException(where + ": not JSON (expected: one JSON object)");
        }
    }

    static Members of(String where, JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            throw new TaskFormatException(where + ": no object (expected: one JSON object)");
        }
        return new Members(where, object);
    }

    @Nullable
    String string(String name) {
        JsonValue value = member(name);
        if (value == null || value instanceof JsonString) {
            return value == null ? null : ((JsonString) value).value();
        }
        throw wrong(name, "a string");
    }

    String requiredString(String name) {
        return required(name, string(name));
    }

    @Nullable
    Integer integer(String name) {
        JsonValue value = member(name);
        if (value == null) {
            return null;
        }
        Long number = value instanceof JsonNumber digits ? digits.toLong() : null;
        if (number == null || number != number.intValue()) {
            throw wrong(name, "an integer of 32 bits");
        }
        return number.intValue();
    }

    int requiredInteger(String name) {
        return required(name, integer(name));
    }

    @Nullable
    Members object(String name) {
        JsonValue value = member(name);
        return value == null ? null : of(where + "." + name, value);
    }

    List<Members> objects(String name) {
        JsonValue value = member(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(name, "an array");
        }
        return array.items().stream()
                .map(item -> of(where + "." + name + "[]", item))
                .toList();
    }

    <E extends Enum<E>> @Nullable E choice(String name, E[] values, Function<E, String> wireName) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        for (E value : values) {
            if (wireName.apply(value).equals(text)) {
                return value;
            }
        }
        throw wrong(name, Arrays.stream(values).map(wireName).collect(Collectors.joining(" or ")));
    }

    <E extends Enum<E>> E requiredChoice(String name, E[] values, Function<E, String> wireName) {
        return required(name, choice(name, values, wireName));
    }

    /** Refuses members that nobody asked for: a parameter that is not understood must not be ignored. */
    void requireNoOther() {
        Set<String> others = new HashSet<>(object.members().keySet());
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new TaskFormatException(where + ": " + others.size() + " unknown members (expected: only "
                    + known.stream().sorted().collect(Collectors.joining(", ")) + ")");
        }
    }

    private @Nullable JsonValue member(String name) {
        known.add(name);
        return object.get(name);
    }

    <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new TaskFormatException(where + "." + name + ": absent (expected: present)");
        }
        return value;
    }

    private TaskFormatException wrong(String name, String expected) {
        return new TaskFormatException(where + "." + name + ": not allowed (expected: " + expected + ")");
    }
}
