package dev.cocoonsdk.core.internal.models;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.internal.call.AnswerReader;
import dev.cocoonsdk.core.internal.call.Operation;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/models}. */
public final class ModelsOperation implements Operation<ModelInfo, ModelList> {

    private final boolean optional;

    /**
     * A request for the list.
     *
     * @param optional whether a server without such a list counts as one with an empty list
     */
    public ModelsOperation(boolean optional) {
        this.optional = optional;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/models";
    }

    @Override
    public @Nullable ModelId model() {
        return null;
    }

    @Override
    public int maxTokens() {
        return 0;
    }

    @Override
    public Bytes body(boolean withLimit) {
        return Bytes.EMPTY;
    }

    @Override
    public boolean isFree() {
        return true;
    }

    @Override
    public AnswerReader<ModelInfo, ModelList> newReader(ErrorMapper errors) {
        return new ModelsReader(errors, optional);
    }
}
