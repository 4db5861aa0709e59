package dev.cocoonsdk.core.internal.chat;

import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.internal.json.JsonFields;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage} objects. Of each count the maximum seen is kept, as the network's nodes do ({@code docs/protocol/wire.md} 10.1);
 * values of a wrong type count as 0.
 */
public final class UsageReader {

    private static final JsonReader.Options MEMBERS = JsonReader.Options.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "prompt_tokens_details",
            "completion_tokens_details",
            "reasoning_tokens",
            "total_cost",
            "prompt_total_cost",
            "completion_total_cost");
    private static final JsonReader.Options CACHED = JsonReader.Options.of("cached_tokens");
    private static final JsonReader.Options REASONING = JsonReader.Options.of("reasoning_tokens");

    private final Map<String, JsonValue> others = new LinkedHashMap<>();
    private boolean seen;
    private long prompt;
    private long cached;
    private long completion;
    private long reasoning;
    private long cost;
    private boolean costSeen;

    /** Reads the next value. */
    public void read(JsonReader reader) throws IOException {
        if (!JsonFields.beginObject(reader)) {
            return;
        }
        seen = true;
        while (reader.hasNext()) {
            switch (reader.selectName(MEMBERS)) {
                case 0 -> prompt = Math.max(prompt, JsonFields.countOrZero(reader));
                case 1 -> completion = Math.max(completion, JsonFields.countOrZero(reader));
                case 3 -> cached = Math.max(cached, detail(reader, CACHED));
                case 4 -> reasoning = Math.max(reasoning, detail(reader, REASONING));
                case 5 -> reasoning = Math.max(reasoning, JsonFields.countOrZero(reader));
                case 6 -> readCost(reader);
                case 2, 7, 8 -> reader.skipValue();
                default -> JsonFields.collect(reader, others);
            }
        }
        reader.endObject();
    }

    private void readCost(JsonReader reader) throws IOException {
        costSeen |= reader.peek() == JsonReader.Token.NUMBER;
        cost = Math.max(cost, JsonFields.countOrZero(reader));
    }

    private static long detail(JsonReader reader, JsonReader.Options name) throws IOException {
        long count = 0;
        if (!JsonFields.beginObject(reader)) {
            return count;
        }
        while (reader.hasNext()) {
            if (reader.selectName(name) == 0) {
                count = JsonFields.countOrZero(reader);
            } else {
                reader.skipName();
                reader.skipValue();
            }
        }
        reader.endObject();
        return count;
    }

    /** The usage so far, or null if none was reported. */
    public @Nullable Usage usage() {
        return seen ? new Usage(prompt, cached, completion, reasoning, costSeen ? NanoTon.of(cost) : null) : null;
    }

    /** Adds the members of {@code usage} that have no type of their own, if any. */
    public void addOthers(Map<String, JsonValue> additionalProperties) {
        if (!others.isEmpty()) {
            additionalProperties.put("usage", new JsonObject(others));
        }
    }
}
