package dev.cocoonsdk.core.embeddings;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts to turn into vectors.
 *
 * @param model or null for the client's default model
 * @param input at least one text, none empty
 * @param dimensions the length of the vectors if the model offers several, or null
 * @param additionalProperties further members of the request
 */
public record EmbeddingsRequest(
        @Nullable ModelId model,
        List<String> input,
        @Nullable Integer dimensions,
        JsonObject additionalProperties) {

    /**
     * Copies the list and checks it.
     *
     * @throws InvalidRequestException if there is no text, one is empty, or the dimensions are not positive
     */
    public EmbeddingsRequest {
        input = List.copyOf(input);
        if (input.isEmpty()) {
            throw InvalidRequestException.of("input", "no text", "at least one");
        }
        int empty = input.indexOf("");
        if (empty >= 0) {
            throw InvalidRequestException.of("input[" + empty + "]", "an empty text", "at least one character");
        }
        if (dimensions != null && dimensions < 1) {
            throw InvalidRequestException.of("dimensions", dimensions.toString(), ">= 1");
        }
    }

    /**
     * Some texts for the client's default model.
     *
     * @throws InvalidRequestException as the constructor does
     */
    public static EmbeddingsRequest of(String... texts) {
        return new EmbeddingsRequest(null, List.of(texts), null, new JsonObject(Map.<String, JsonValue>of()));
    }

    /** A copy for another model. */
    public EmbeddingsRequest withModel(ModelId value) {
        return new EmbeddingsRequest(value, input, dimensions, additionalProperties);
    }

    /** A copy with another length of the vectors. */
    public EmbeddingsRequest withDimensions(int value) {
        return new EmbeddingsRequest(model, input, value, additionalProperties);
    }

    /** Model and number of texts; never the texts. */
    @Override
    public String toString() {
        return "EmbeddingsRequest[" + model + ", " + input.size() + " texts]";
    }
}
