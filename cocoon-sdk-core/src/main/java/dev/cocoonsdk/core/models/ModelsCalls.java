package dev.cocoonsdk.core.models;

import dev.cocoonsdk.core.Calls;

/** Lists models ({@code GET /v1/models}); the stream delivers one model after the other. */
public interface ModelsCalls extends Calls<ModelsRequest, ModelInfo, ModelList> {

    /** Lists all models and waits. */
    default ModelList list() {
        return call(ModelsRequest.ALL);
    }
}
