package dev.cocoonsdk.core.internal.models;

import dev.cocoonsdk.core.internal.call.CallEngine;
import dev.cocoonsdk.core.internal.call.CallScope;
import dev.cocoonsdk.core.internal.call.Part;
import dev.cocoonsdk.core.internal.call.ScopedCalls;
import dev.cocoonsdk.core.models.ModelInfo;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.core.models.ModelsCalls;
import dev.cocoonsdk.core.models.ModelsRequest;
import java.util.concurrent.CompletableFuture;

/** Model list calls: one request each. */
public final class DefaultModelsCalls extends ScopedCalls<ModelsRequest, ModelInfo, ModelList> implements ModelsCalls {

    /** Over an engine. */
    public DefaultModelsCalls(CallEngine engine) {
        super(engine);
    }

    @Override
    protected CompletableFuture<ModelList> start(ModelsRequest request, CallScope<ModelInfo> scope) {
        return scope.run(new ModelsOperation(false), scope::emit, Part.WHOLE);
    }
}
