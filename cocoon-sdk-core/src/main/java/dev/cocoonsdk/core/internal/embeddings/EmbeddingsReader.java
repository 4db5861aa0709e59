package dev.cocoonsdk.core.internal.embeddings;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.core.embeddings.Embedding;
import dev.cocoonsdk.core.embeddings.EmbeddingsResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.ProtocolViolationException;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.CallInfo;
import dev.cocoonsdk.core.internal.chat.ChatAnswerReader;
import dev.cocoonsdk.core.internal.chat.UsageReader;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.json.JsonFields;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads embeddings: arrays of numbers, or base64 of little-endian binary32 numbers. */
final class EmbeddingsReader implements AnswerReader<Embedding, EmbeddingsResult> {

    private static final JsonReader.Options MEMBERS = JsonReader.Options.of("data", "model", "usage", "object");
    private static final JsonReader.Options ENTRY = JsonReader.Options.of("embedding", "index", "object");

    private final ModelId requestedModel;
    private final int expected;
    private final ErrorMapper errors;
    private final List<Embedding> embeddings = new ArrayList<>();
    private final Map<String, JsonValue> others = new LinkedHashMap<>();
    private final UsageReader usage = new UsageReader();
    private @Nullable String model;

    EmbeddingsReader(ModelId requestedModel, int expected, ErrorMapper errors) {
        this.requestedModel = requestedModel;
        this.expected = expected;
        this.errors = errors;
    }

    @Override
    public void read(Buffer json, Consumer<? super Embedding> events) throws IOException {
        JsonReader reader = JsonReader.of(json);
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(MEMBERS)) {
                case 0 -> readData(reader, events);
                case 1 -> model = JsonFields.stringOrNull(reader);
                case 2 -> usage.read(reader);
                case 3 -> reader.skipValue();
                default -> JsonFields.collect(reader, others);
            }
        }
        reader.endObject();
        errors.throwIfError(others);
    }

    private void readData(JsonReader reader, Consumer<? super Embedding> events) throws IOException {
        if (!JsonFields.beginArray(reader)) {
            return;
        }
        while (reader.hasNext()) {
            Embedding embedding = readEntry(reader, embeddings.size());
            embeddings.add(embedding);
            events.accept(embedding);
        }
        reader.endArray();
    }

    private static Embedding readEntry(JsonReader reader, int position) throws IOException {
        float[] vector = new float[0];
        int index = position;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(ENTRY)) {
                case 0 ->
                    vector = reader.peek() == JsonReader.Token.STRING ? decode(reader.nextString()) : floats(reader);
                case 1 -> index = (int) Math.min(JsonFields.countOrZero(reader), Integer.MAX_VALUE);
                default -> skip(reader);
            }
        }
        reader.endObject();
        return Embedding.of(index, vector);
    }

    private static void skip(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.NAME) {
            reader.skipName();
        }
        reader.skipValue();
    }

    private static float[] floats(JsonReader reader) throws IOException {
        float[] vector = new float[256];
        int n = 0;
        reader.beginArray();
        while (reader.hasNext()) {
            if (n == vector.length) {
                vector = Arrays.copyOf(vector, 2 * n);
            }
            vector[n++] = (float) reader.nextDouble();
        }
        reader.endArray();
        return Arrays.copyOf(vector, n);
    }

    private static float[] decode(String base64) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(vector);
            return vector;
        } catch (IllegalArgumentException e) {
            throw new JsonDataException("data.embedding is no base64", e);
        }
    }

    @Override
    public @Nullable Usage usage() {
        return usage.usage();
    }

    @Override
    public boolean isComplete() {
        return !embeddings.isEmpty();
    }

    @Override
    public EmbeddingsResult finish(CallInfo info) {
        if (embeddings.size() != expected) {
            throw new ProtocolViolationException(
                    "data: " + embeddings.size() + " vectors (expected: " + expected + ")", null, Acceptance.ACCEPTED);
        }
        embeddings.sort(Comparator.comparingInt(Embedding::index));
        usage.addOthers(others);
        return new EmbeddingsResult(
                ChatAnswerReader.modelOf(model, requestedModel),
                embeddings,
                info.usage(usage.usage()),
                info.timings(),
                info.attempts(),
                info.verification(),
                new JsonObject(others));
    }
}
