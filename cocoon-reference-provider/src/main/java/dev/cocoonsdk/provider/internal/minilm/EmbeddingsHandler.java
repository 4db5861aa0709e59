package dev.cocoonsdk.provider.internal.minilm;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.provider.internal.openai.ApiError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers embeddings requests. */
public final class EmbeddingsHandler {

    private static final int MOST_INPUTS = 2_048;

    private final SharedModel.Lease lease;
    private final String model;

    /** Answers as {@code model}. */
    public EmbeddingsHandler(SharedModel.Lease lease, String model) {
        this.lease = lease;
        this.model = model;
    }

    /**
     * The answer to one request.
     *
     * @throws ApiError if it cannot be served
     * @throws CancellationException if {@code cancelled} says yes
     */
    public JsonObject answer(JsonObject body, BooleanSupplier cancelled) {
        boolean base64 = isBase64(body.string("encoding_format"));
        Long dimensions = body.integer("dimensions");
        if (dimensions != null && dimensions != MiniLmModel.DIMENSIONS) {
            throw ApiError.invalid(
                    "dimensions", "this model cannot give " + dimensions + " dimensions", "" + MiniLmModel.DIMENSIONS);
        }
        List<EncodedText> encoded = new ArrayList<>();
        long tokens = 0;
        for (String text : inputs(body.get("input"))) {
            EncodedText ids = lease.model().encode(text);
            encoded.add(ids);
            tokens += ids.tokens();
        }
        if (tokens > ChatHandler.CONTEXT_TOKENS) {
            throw ApiError.invalid(
                    "input", "the request has " + tokens + " tokens", "at most " + ChatHandler.CONTEXT_TOKENS);
        }
        List<float[]> vectors = lease.embed(encoded, cancelled);
        List<JsonValue> data = new ArrayList<>(vectors.size());
        for (int i = 0; i < vectors.size(); i++) {
            JsonValue embedding = base64 ? base64(vectors.get(i)) : numbers(vectors.get(i));
            data.add(JsonValue.object("object", "embedding", "index", i, "embedding", embedding));
        }
        return JsonValue.object(
                "object",
                "list",
                "data",
                JsonValue.array(data),
                "model",
                model,
                "usage",
                JsonValue.object("prompt_tokens", tokens, "total_tokens", tokens));
    }

    private static boolean isBase64(@Nullable String format) {
        if (format == null || format.equals("float")) {
            return false;
        } else if (format.equals("base64")) {
            return true;
        }
        throw ApiError.invalid("encoding_format", "unknown encoding_format", "float or base64");
    }

    private static List<String> inputs(@Nullable JsonValue input) {
        List<JsonValue> items =
                input instanceof JsonArray array ? array.items() : input == null ? List.of() : List.of(input);
        if (items.isEmpty() || items.size() > MOST_INPUTS) {
            throw ApiError.invalid("input", items.size() + " inputs", "1 to " + MOST_INPUTS + " texts");
        }
        List<String> texts = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (!(item instanceof JsonString text) || text.value().isEmpty()) {
                throw ApiError.invalid("input", "an input is empty or no text", "a string, or an array of strings");
            }
            texts.add(text.value());
        }
        return texts;
    }

    private static JsonValue numbers(float[] vector) {
        List<JsonValue> numbers = new ArrayList<>(vector.length);
        for (float value : vector) {
            numbers.add(new JsonValue.JsonNumber(Float.toString(value)));
        }
        return JsonValue.array(numbers);
    }

    private static JsonValue base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return JsonValue.of(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
