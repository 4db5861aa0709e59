package dev.cocoonsdk.core.internal.embeddings;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.embeddings.Embedding;
import dev.cocoonsdk.core.embeddings.EmbeddingsRequest;
import dev.cocoonsdk.core.embeddings.EmbeddingsResult;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.Operation;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /v1/embeddings}. */
public final class EmbeddingsOperation implements Operation<Embedding, EmbeddingsResult> {

    private static final String PATH = "/v1/embeddings";

    private final EmbeddingsRequest request;
    private final ModelId model;

    /**
     * An embeddings request for a model.
     *
     * @param model used in place of the request's own
     */
    public EmbeddingsOperation(EmbeddingsRequest request, ModelId model) {
        this.request = request;
        this.model = model;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public ModelId model() {
        return model;
    }

    /** An embedding has no tokens of its own; the reservation counts the bytes of the request. */
    @Override
    public int maxTokens() {
        return 0;
    }

    @Override
    public Bytes body(boolean withLimit) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("model", JsonValue.of(model.value()));
        members.put(
                "input",
                JsonValue.array(request.input().stream().map(JsonValue::of).toList()));
        if (request.dimensions() != null) {
            members.put("dimensions", JsonValue.of(request.dimensions().longValue()));
        }
        members.putAll(request.additionalProperties().members());
        return Bytes.wrap(new JsonObject(members).toJsonBytes());
    }

    @Override
    public AnswerReader<Embedding, EmbeddingsResult> newReader(ErrorMapper errors) {
        return new EmbeddingsReader(model, request.input().size(), errors);
    }
}
